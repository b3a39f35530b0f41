/** The registry's HTTP API (OCI distribution-spec), nothing about policy. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.registry;
