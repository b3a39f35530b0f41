/** Leaves alone for a while what does not answer: a registry, a sink. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.breaker;
