/**
 * Passes the requests of others on to a listed registry, as a reverse proxy does: with the caller's
 * own credentials and none of Tagfast's.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.registry.forward;
