/**
 * Looks at every followed tag and every unfinished entry, and forgets what nobody needs. How one
 * tag is handled is the pipeline's.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.reconcile;
