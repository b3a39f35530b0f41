/**
 * Manifests of the OCI image specification as values. Pure: nothing that asks a registry comes in.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.manifest;
