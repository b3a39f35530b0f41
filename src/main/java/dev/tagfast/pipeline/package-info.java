/**
 * The steps of an event in their order; records decisions and executes their intents. HTTP and the
 * formats of registries stay out.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.pipeline;
