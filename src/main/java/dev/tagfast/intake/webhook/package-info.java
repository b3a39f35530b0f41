/**
 * The webhook door, {@code POST /webhooks/{source}}: registries' own requests and CloudEvents sent
 * to a source. Formats are read in {@code dialect}.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.intake.webhook;
