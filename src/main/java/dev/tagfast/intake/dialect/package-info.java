/**
 * Reads each registry's notifications into entries: one file per dialect. Authentication and
 * relevance are decided elsewhere.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.intake.dialect;
