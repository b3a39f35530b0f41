package dev.tagfast.ledger;

import dev.tagfast.image.Digest;
import java.time.Instant;
import java.util.Optional;

/**
 * One change of the digest that a tag shows.
 *
 * @param from empty: the tag did not exist
 * @param to empty: the tag was deleted
 * @param at when Tagfast saw it
 * @param cause the event that made Tagfast look
 * @param reason the word of the verdict's {@code Reason}
 */
public record Move(
    Optional<Digest> from, Optional<Digest> to, Instant at, Cause cause, String reason) {}
