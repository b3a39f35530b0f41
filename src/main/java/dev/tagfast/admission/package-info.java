/**
 * Pure functions of an admission webhook: what a review asks, where its object names images, what
 * is to become of each, and the answer. No I/O, no clock.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.admission;
