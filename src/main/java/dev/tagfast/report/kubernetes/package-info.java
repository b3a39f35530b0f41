/** Reports as Kubernetes Events on workloads and {@code ImageTag}s. No other receiver comes in. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.report.kubernetes;
