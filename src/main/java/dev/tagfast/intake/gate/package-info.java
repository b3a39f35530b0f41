/**
 * The gate: pushes and deletes of manifests on their way to a registry. A reverse proxy sends these
 * requests here and no others.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.intake.gate;
