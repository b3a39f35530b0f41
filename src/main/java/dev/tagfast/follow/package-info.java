/**
 * What a container follows: rules over the tags of its repository, as values. Pure; nothing here
 * asks a registry or the API server.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.follow;
