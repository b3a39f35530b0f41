/**
 * Authentication at a registry: challenges, tokens and their cache. What is asked with them stays
 * out.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.registry.token;
