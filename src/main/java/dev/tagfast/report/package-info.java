/** Step 6. What is told, as values and as sentences. Receivers have a folder each and stay out. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.report;
