/**
 * Counts events, rollouts, restores and reports, for Prometheus and OTLP. Label values are only
 * words that Tagfast or the operator chose.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.report.metrics;
