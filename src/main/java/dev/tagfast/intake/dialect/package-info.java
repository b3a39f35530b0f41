/**
 * What each registry sends, read into entries: one file per dialect. Who may send it is decided
 * elsewhere.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.intake.dialect;
