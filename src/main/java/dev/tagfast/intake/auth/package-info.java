/**
 * Authenticates callers before anything that they sent is parsed. Routes and HTTP answers stay out.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.intake.auth;
