/**
 * The client for registries (OCI distribution specification). It answers questions about manifests;
 * policy and verdicts stay out.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.registry;
