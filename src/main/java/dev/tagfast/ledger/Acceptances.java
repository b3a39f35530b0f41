package dev.tagfast.ledger;

import dev.tagfast.image.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The acceptances of one tag. Each is used once. To accept the same digest once more, a person
 * writes another {@code until}, or removes the acceptance and writes it again.
 *
 * @param written what stands in the object now; people write it, Tagfast never does
 * @param remembered what the ledger knows of them; at most {@value #MOST}, newest last
 */
public record Acceptances(List<Acceptance> written, List<RememberedAcceptance> remembered) {
  /** How many are remembered. */
  public static final int MOST = 10;

  /** None. */
  public static final Acceptances NONE = new Acceptances(List.of(), List.of());

  /** Copies the lists, and keeps the newest within the bound. */
  public Acceptances {
    written = List.copyOf(written);
    remembered =
        List.copyOf(remembered.subList(Math.max(0, remembered.size() - MOST), remembered.size()));
  }

  /** Whether a person accepts this digest now. */
  public boolean cover(Digest digest, Instant now) {
    return written.stream()
        .filter(acceptance -> acceptance.digest().equals(digest))
        .anyMatch(acceptance -> remembered(acceptance, now).counts(now));
  }

  /**
   * What is to be remembered at this look: each acceptance that stands in the object, and nothing
   * of those that were removed.
   */
  public Acceptances noted(Instant now) {
    return new Acceptances(
        written, written.stream().map(acceptance -> remembered(acceptance, now)).toList());
  }

  /** The same after the acceptances of this digest have taken effect. */
  public Acceptances used(Digest digest, Instant now) {
    List<RememberedAcceptance> next = new ArrayList<>();
    for (RememberedAcceptance each : noted(now).remembered()) {
      boolean takesEffect = each.acceptance().digest().equals(digest) && each.counts(now);
      next.add(
          takesEffect
              ? new RememberedAcceptance(each.acceptance(), each.since(), Optional.of(now))
              : each);
    }
    return new Acceptances(written, next);
  }

  private RememberedAcceptance remembered(Acceptance acceptance, Instant now) {
    return remembered.stream()
        .filter(known -> known.acceptance().equals(acceptance))
        .findFirst()
        .orElseGet(() -> new RememberedAcceptance(acceptance, now, Optional.empty()));
  }
}
