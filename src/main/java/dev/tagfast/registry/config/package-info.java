/**
 * The registries that the operator listed, parsed. One that is not in here is never asked. No
 * request is made here.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.registry.config;
