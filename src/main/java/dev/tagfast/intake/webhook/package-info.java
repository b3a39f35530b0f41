/**
 * The webhook door, {@code POST /webhooks/{source}}: registries' own requests. Reading a format is
 * the dialects' work.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.intake.webhook;
