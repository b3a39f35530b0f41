/** Every knob, with its default, and what stops a start that cannot be meant. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.settings;
