package dev.tagfast.ledger;

import dev.tagfast.image.Digest;
import java.time.Instant;
import java.util.Optional;

/**
 * A person's word that one overwrite is fine ({@code spec.accept} of an {@code ImageTag}): bound to
 * one digest, so that approving A never lets B through.
 *
 * @param digest what is accepted
 * @param until after this instant the word no longer counts; absent: it does not expire
 */
public record Acceptance(Digest digest, Optional<Instant> until) {
  /** Whether it speaks of this digest now. */
  public boolean covers(Digest seen, Instant now) {
    return digest.equals(seen) && until.map(now::isBefore).orElse(true);
  }
}
