/**
 * The events door, {@code POST /}, and the dead letters: CloudEvents in every content mode.
 * Registries' own requests stay out.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.intake.cloudevents;
