package dev.tagfast.ledger;

import dev.tagfast.image.Digest;
import java.time.Instant;
import java.util.Optional;

/**
 * One change of what a tag showed.
 *
 * @param from empty: it was not there
 * @param to empty: it is gone
 * @param at when we saw it
 * @param cause what made us look
 * @param reason the {@code Reason} of the verdict, by its name
 */
public record Move(
    Optional<Digest> from, Optional<Digest> to, Instant at, Cause cause, String reason) {}
