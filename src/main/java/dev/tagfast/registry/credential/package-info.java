/**
 * Finds the credential for a repository, from settings or docker configurations. Nothing here sends
 * it anywhere.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.registry.credential;
