/**
 * Looks at every followed tag and every unfinished entry, and removes entries that nobody needs.
 * The pipeline decides how one tag is handled.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.reconcile;
