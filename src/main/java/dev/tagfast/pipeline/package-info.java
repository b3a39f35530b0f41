/**
 * The steps of an event in their order, recording a decision and carrying out its intents. HTTP and
 * registries' formats stay out.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.pipeline;
