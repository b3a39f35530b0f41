/**
 * The HTTP code that both doors share: problem answers, masked addresses, refused callers,
 * draining. Formats stay out.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.intake.http;
