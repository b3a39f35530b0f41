/** Authenticates callers before anything they sent is parsed. Answers and routes stay out. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.intake.auth;
