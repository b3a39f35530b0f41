/**
 * Authentication at a registry: challenges, tokens and their cache. Questions about manifests stay
 * out.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.registry.token;
