/**
 * Tagfast. The folders are the steps of an event and the mechanisms around them. Read {@code
 * pipeline/PushPipeline} first.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast;
