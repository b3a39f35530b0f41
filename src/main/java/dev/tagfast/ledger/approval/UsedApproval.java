package dev.tagfast.ledger.approval;

import dev.tagfast.image.Digest;
import java.time.Duration;
import java.time.Instant;

/**
 * An approval that took effect, as the ledger remembers it in the entry of its tag. The entry is
 * written in one compare-and-set with what the approval did, so the approval is used once also
 * where the object's own status could not be written.
 *
 * @param uid of the object
 * @param name of the object
 * @param digest the approved digest
 * @param at when it took effect
 * @param until when it would have stopped to count
 */
public record UsedApproval(String uid, String name, Digest digest, Instant at, Instant until) {
  /** A process whose clock is ahead must not forget what still counts by the clock of another. */
  static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

  /** It took effect now. */
  public static UsedApproval of(Approval approval, Instant now) {
    return new UsedApproval(
        approval.uid(), approval.name(), approval.digest(), now, approval.end());
  }

  /** Whether the ledger must still remember it: its object would count without that. */
  public boolean isRemembered(Instant now) {
    return now.isBefore(until.plus(CLOCKS_DIFFER));
  }
}
