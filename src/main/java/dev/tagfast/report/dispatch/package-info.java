/**
 * Sends each report to every receiver, and remembers who has it. A new receiver is a folder beside
 * this one.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.report.dispatch;
