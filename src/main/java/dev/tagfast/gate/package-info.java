/**
 * Decides about a push or a delete before the registry sees it: pure functions from ledger entry,
 * policy and mode to a verdict. No I/O, no clock.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.gate;
