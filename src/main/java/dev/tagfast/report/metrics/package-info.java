/**
 * Counts what happened, for Prometheus and OTLP. Labels hold only words of ours or of the operator.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.report.metrics;
