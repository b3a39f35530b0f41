package dev.tagfast.ledger;

import dev.tagfast.image.Digest;
import java.time.Instant;
import java.util.Optional;

/**
 * A person's acceptance of one overwrite ({@code spec.accept} of an {@code ImageTag}). It is bound
 * to one digest, so that approving A never lets B through.
 *
 * @param digest the accepted digest
 * @param until after this instant the acceptance no longer counts; empty: it does not expire
 */
public record Acceptance(Digest digest, Optional<Instant> until) {
  /** Whether it accepts this digest now. */
  public boolean covers(Digest shown, Instant now) {
    return digest.equals(shown) && until.map(now::isBefore).orElse(true);
  }
}
