package dev.tagfast.ledger;

import dev.tagfast.image.Digest;
import java.time.Instant;

/**
 * The digest that a tag is held to.
 *
 * @param digest the digest that subscribers run
 * @param provenance how it became accepted
 * @param seen whether this ledger saw the tag show it; false in entries of earlier versions, for a
 *     pin that was only found in a subscriber. Nothing is rolled out to such a digest
 * @param at when it became accepted
 */
public record AcceptedDigest(Digest digest, Provenance provenance, boolean seen, Instant at) {
  /** Whether a restore may put the tag back on this digest. */
  public boolean isRestorable() {
    return seen && provenance.isProven();
  }
}
