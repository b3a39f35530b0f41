package dev.tagfast.ledger;

import java.time.Instant;

/**
 * The right to execute an outbox. Without it two copies of one event in the same millisecond would
 * both execute it.
 *
 * @param owner the process and the delivery in it
 * @param until after this instant the owner counts as dead, and anybody may take over
 */
public record Lease(String owner, Instant until) {}
