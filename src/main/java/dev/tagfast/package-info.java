/** Tagfast. Read PushPipeline first: the steps of the flow, in order. */
@org.jspecify.annotations.NullMarked
package dev.tagfast;
