/**
 * Reports as Kubernetes Events on workloads and {@code ImageTag}s. Code for other receivers stays
 * out.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.report.kubernetes;
