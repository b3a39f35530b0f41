/**
 * What a dialect reads and what it makes of it: bodies, CloudEvent attributes, entries. No
 * dialect's own members come in.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.intake.notification;
