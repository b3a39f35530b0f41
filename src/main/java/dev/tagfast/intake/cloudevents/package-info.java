/**
 * The events door, {@code POST /}, and the dead-letter door: CloudEvents in every content mode. Raw
 * requests of registries go to {@code webhook}.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.intake.cloudevents;
