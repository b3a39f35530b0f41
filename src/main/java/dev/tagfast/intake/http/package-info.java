/**
 * What both doors share at the HTTP edge: problem answers, masked addresses, refused callers,
 * draining. No format comes in.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.intake.http;
