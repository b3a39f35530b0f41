package dev.tagfast.ledger;

import java.time.Instant;

/**
 * Who is carrying out the outbox, so that two copies of one event in the same millisecond do not
 * both do it.
 *
 * @param owner the process and the delivery in it
 * @param until after this instant anybody may take over: the owner is taken for dead
 */
public record Lease(String owner, Instant until) {}
