/**
 * The input and the output of a dialect: bodies, CloudEvent attributes, entries. Members of a
 * single registry's format stay out.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.intake.notification;
