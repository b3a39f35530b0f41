/**
 * Sends each report to every receiver and remembers which receiver has it. A new receiver gets its
 * own folder beside this one.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.report.dispatch;
