package dev.tagfast.ledger;

import dev.tagfast.image.Digest;

/**
 * A digest that an authentic event named and the tag did not show when it was looked at: the event
 * came early, it came late, or somebody pushed that digest and took it back. A later look decides.
 *
 * @param digest the digest that the event named
 * @param cause the event
 */
public record Claim(Digest digest, Cause cause) {}
