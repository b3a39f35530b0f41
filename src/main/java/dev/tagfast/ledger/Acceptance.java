package dev.tagfast.ledger;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.approval.Approval;
import java.time.Instant;
import java.util.Optional;

/**
 * A person's acceptance of one overwrite ({@code spec.accept} or the annotation of an {@code
 * ImageTag}), as it is written there. It is bound to one digest, so that approving A never lets B
 * through. {@link RememberedAcceptance} says whether it still counts.
 *
 * @param digest the accepted digest
 * @param until after this instant the acceptance no longer counts; empty: see {@link
 *     RememberedAcceptance#LONGEST}
 * @param by who wrote it: the name that the person gave, else the program that wrote the field
 *     ({@code metadata.managedFields}). Nobody has verified it
 */
public record Acceptance(Digest digest, Optional<Instant> until, Optional<String> by) {
  /** By somebody unknown. */
  public Acceptance(Digest digest, Optional<Instant> until) {
    this(digest, until, Optional.empty());
  }

  /** What an approval is to a verdict. */
  public static Acceptance of(Approval approval) {
    return new Acceptance(
        approval.digest(), Optional.of(approval.end()), Optional.of(approval.who()));
  }

  /** Whether it is the same acceptance: another program that touches it does not renew it. */
  public boolean isSameAs(Acceptance other) {
    return digest.equals(other.digest) && until.equals(other.until);
  }
}
