/**
 * The registries that the operator listed, parsed. What is not in here is never asked; no request
 * is made here.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.registry.config;
