/**
 * Delivers the events of a request and answers in time: deadlines, repeats, forwarding, progress.
 * Formats stay out.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.intake.delivery;
