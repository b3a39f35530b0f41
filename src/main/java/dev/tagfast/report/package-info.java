/**
 * Step 6. Reports as values and as sentences. Each receiver has its own folder, and its code stays
 * out of this one.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.report;
