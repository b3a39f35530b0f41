/**
 * Requests to one registry: transport, redirects inside the allowed hosts, retries, and what a
 * failure means. Tokens and manifests stay out.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.registry.http;
