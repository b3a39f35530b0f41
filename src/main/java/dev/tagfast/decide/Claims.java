package dev.tagfast.decide;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.policy.Treatment;
import dev.tagfast.resolve.Sighting;
import java.util.Optional;

/** What events say of a tag that the tag itself does not show. */
final class Claims {
  private Claims() {}

  /**
   * An event named a digest that the tag was never seen to have. It changes no workload and no
   * registry (invariant 6); of a protected tag it is told, since somebody may have pushed and taken
   * it back.
   */
  static Verdict told(Facts facts, Treatment treatment, Verdict verdict, EntryDraft draft) {
    Optional<Digest> accepted = draft.accepted();
    Optional<Digest> claim =
        facts
            .sighting()
            .claimed()
            .filter(digest -> facts.entry().filter(e -> e.hasSeen(digest)).isEmpty())
            .filter(digest -> accepted.filter(held -> isPartOf(digest, held, draft)).isEmpty())
            .filter(digest -> shown(facts).filter(now -> isPartOf(digest, now, draft)).isEmpty());
    if (claim.isEmpty()) {
      return verdict;
    }
    boolean repeated =
        facts.entry().flatMap(TagEntry::claimed).filter(claim.get()::equals).isPresent();
    if (!repeated) {
      draft.claim(claim.get());
      draft.lookAgain();
    }
    boolean nothingElse = verdict instanceof Verdict.Nothing || verdict instanceof Verdict.Later;
    if (!treatment.mode().isProtected() || accepted.isEmpty()) {
      return verdict instanceof Verdict.Nothing && !repeated
          ? new Verdict.Later(Reason.UNCONFIRMED)
          : verdict;
    }
    if (repeated) {
      return nothingElse ? new Verdict.Nothing(Reason.ALREADY_REPORTED) : verdict;
    }
    draft.tell(ReportKind.TAG_OVERWRITTEN, accepted, claim, Reason.OVERWRITE_CLAIMED);
    return nothingElse
        ? new Verdict.Overwrite(accepted.get(), claim.get(), false, false, Reason.OVERWRITE_CLAIMED)
        : verdict;
  }

  /** Some registries name a child of the index that was pushed, or the index of a child. */
  private static boolean isPartOf(Digest digest, Digest whole, EntryDraft draft) {
    return draft.manifests().countsAs(digest, whole);
  }

  private static Optional<Digest> shown(Facts facts) {
    return facts.sighting() instanceof Sighting.Seen seen
        ? Optional.of(seen.digest())
        : Optional.empty();
  }
}
