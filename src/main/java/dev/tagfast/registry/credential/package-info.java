/**
 * Where the credential for a repository comes from: settings, docker configurations. Nothing here
 * sends it anywhere.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.registry.credential;
