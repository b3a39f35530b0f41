package dev.tagfast.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the ledger remembers of an acceptance. The text that a person wrote stays in the object, so
 * without this memory it would let the same digest in again months later.
 *
 * @param acceptance as the person wrote it
 * @param since when Tagfast read it first
 * @param used when it took effect; empty: not yet
 */
public record RememberedAcceptance(Acceptance acceptance, Instant since, Optional<Instant> used) {
  /** How long an acceptance without {@code until} waits for its digest. */
  public static final Duration LONGEST = Duration.ofDays(7);

  /** Whether it still lets its digest in: it was not used, and its time is not over. */
  public boolean counts(Instant now) {
    return used.isEmpty() && now.isBefore(end());
  }

  /** When it stops to count. */
  public Instant end() {
    return acceptance.until().orElseGet(() -> since.plus(LONGEST));
  }
}
