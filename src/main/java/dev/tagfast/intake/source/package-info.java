/**
 * The configured sources, and the tag of a listed registry that an entry names. Events are not
 * handled here.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.intake.source;
