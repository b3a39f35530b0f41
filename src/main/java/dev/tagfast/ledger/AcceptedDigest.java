package dev.tagfast.ledger;

import dev.tagfast.image.Digest;
import java.time.Instant;

/**
 * The digest that a tag is held to.
 *
 * @param digest what subscribers run
 * @param provenance how it became accepted
 * @param seen whether this ledger saw the tag point at it; a pin found in a subscriber is only
 *     hearsay
 * @param at when it became accepted
 */
public record AcceptedDigest(Digest digest, Provenance provenance, boolean seen, Instant at) {
  /** Whether a restore may put the tag back on it. */
  public boolean isRestorable() {
    return seen && provenance.allowsRestore();
  }
}
