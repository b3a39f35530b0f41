/**
 * What happens between a request that was read and its answer: bounds, repeats, forwarding,
 * progress. Formats stay out.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.intake.delivery;
