/**
 * The ledger in Kubernetes: the custom resource {@code ImageTag}, read and written as JSON.
 * Decisions stay out.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.ledger.kubernetes;
