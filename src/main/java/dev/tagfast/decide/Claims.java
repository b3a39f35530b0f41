package dev.tagfast.decide;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.policy.AttestationRule;
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
            .filter(digest -> accepted.filter(it -> isPart(digest, it, treatment, draft)).isEmpty())
            .filter(
                digest ->
                    shown(facts).filter(it -> isPart(digest, it, treatment, draft)).isEmpty());
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

  /**
   * Whether it is the image itself: some registries name a child of the index that was pushed, and
   * of builds that run again one after the other the earlier event names an index that the tag
   * shows no more.
   */
  private static boolean isPart(
      Digest digest, Digest whole, Treatment treatment, EntryDraft draft) {
    return treatment.attestations() == AttestationRule.STRICT
        ? draft.manifests().isChild(digest, whole)
        : draft.manifests().countsAs(digest, whole);
  }

  private static Optional<Digest> shown(Facts facts) {
    return facts.sighting() instanceof Sighting.Seen seen
        ? Optional.of(seen.digest())
        : Optional.empty();
  }
}
