package dev.tagfast.decide;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.policy.Treatment;
import dev.tagfast.resolve.Sighting;
import java.util.Optional;

/** Handles digests that an event named and the tag itself does not show. */
final class Claims {
  private Claims() {}

  /**
   * Records a digest that an event named and the tag was never seen to have, and adds it to the
   * verdict. Such a claim changes no workload and no registry (invariant 6). For a protected tag it
   * is reported, because somebody may have pushed that digest and taken it back.
   *
   * @param verdict what the sighting alone gave
   * @return the verdict with the claim taken into account
   */
  static Verdict consider(Facts facts, Treatment treatment, Verdict verdict, EntryDraft draft) {
    Optional<Digest> accepted = draft.accepted();
    Optional<Digest> newClaim =
        facts
            .sighting()
            .claimed()
            .filter(digest -> facts.entry().filter(e -> e.hasSeen(digest)).isEmpty())
            .filter(digest -> accepted.filter(held -> isPartOf(digest, held, draft)).isEmpty())
            .filter(digest -> shown(facts).filter(it -> isPartOf(digest, it, draft)).isEmpty());
    if (newClaim.isEmpty()) {
      return verdict;
    }
    boolean alreadyRecorded =
        facts.entry().flatMap(TagEntry::claimed).filter(newClaim.get()::equals).isPresent();
    if (!alreadyRecorded) {
      draft.recordClaim(newClaim.get());
      draft.requestLookAgain();
    }
    boolean changesNothing = verdict instanceof Verdict.Nothing || verdict instanceof Verdict.Later;
    if (!treatment.mode().isProtected() || accepted.isEmpty()) {
      return verdict instanceof Verdict.Nothing && !alreadyRecorded
          ? new Verdict.Later(Reason.UNCONFIRMED)
          : verdict;
    }
    if (alreadyRecorded) {
      return changesNothing ? new Verdict.Nothing(Reason.ALREADY_REPORTED) : verdict;
    }
    draft.report(ReportKind.TAG_OVERWRITTEN, accepted, newClaim, Reason.OVERWRITE_CLAIMED);
    return changesNothing
        ? new Verdict.Overwrite(
            accepted.get(), newClaim.get(), false, false, Reason.OVERWRITE_CLAIMED)
        : verdict;
  }

  /** Some registries name a child of the index that was pushed. */
  private static boolean isPartOf(Digest digest, Digest whole, EntryDraft draft) {
    return draft.manifests().countsAs(digest, whole);
  }

  private static Optional<Digest> shown(Facts facts) {
    return facts.sighting() instanceof Sighting.Seen seen
        ? Optional.of(seen.digest())
        : Optional.empty();
  }
}
