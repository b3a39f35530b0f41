package dev.tagfast.decide;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Claim;
import dev.tagfast.ledger.Move;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.policy.AttestationRule;
import dev.tagfast.policy.Treatment;
import dev.tagfast.resolve.Sighting;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Handles digests that an event named and the tag does not show. A claim changes no workload and no
 * registry (invariant 6). The look at which it is made only records it: an event may come before
 * its tag is written. A later look decides what the claims of a protected tag were.
 */
final class Claims {
  private final Facts facts;
  private final Treatment treatment;
  private final EntryDraft draft;

  private Claims(Facts facts, Treatment treatment, EntryDraft draft) {
    this.facts = facts;
    this.treatment = treatment;
    this.draft = draft;
  }

  /**
   * Records what this event claims, or decides what was recorded.
   *
   * @param verdict what the sighting alone gave
   * @return the verdict with the claims taken into account
   */
  static Verdict consider(Facts facts, Treatment treatment, Verdict verdict, EntryDraft draft) {
    return new Claims(facts, treatment, draft).consider(verdict);
  }

  private Verdict consider(Verdict verdict) {
    Optional<Claim> claim =
        facts
            .sighting()
            .claimed()
            .map(digest -> new Claim(digest, Cause.of(facts.event())))
            .filter(this::isNews);
    if (facts.decidesClaims()) {
      return decide(claim, verdict);
    }
    facts.entry().stream()
        .flatMap(entry -> entry.claims().stream())
        .filter(this::isTakenBack)
        .forEach(draft::recordTakenBack);
    boolean alreadyRecorded = claim.filter(this::isRecorded).isPresent();
    if (claim.isEmpty()) {
      return mayReturn() ? lookAgainForReturn(verdict) : verdict;
    }
    if (!alreadyRecorded) {
      record(claim.get());
    }
    return verdict instanceof Verdict.Nothing ? new Verdict.Later(Reason.UNCONFIRMED) : verdict;
  }

  /** Whether the event says that an overwritten tag is back on its accepted digest. */
  private boolean mayReturn() {
    Optional<Digest> accepted = draft.accepted();
    return treatment.mode().isProtected()
        && facts
            .sighting()
            .claimed()
            .filter(it -> accepted.filter(it::equals).isPresent())
            .isPresent()
        && shown().filter(it -> accepted.filter(it::equals).isEmpty()).isPresent();
  }

  /** It may come before the tag is written; nobody else announces it. */
  private Verdict lookAgainForReturn(Verdict verdict) {
    boolean alreadyMarked = facts.entry().filter(TagEntry::lookAgain).isPresent();
    draft.requestLookAgain();
    return verdict instanceof Verdict.Nothing && !alreadyMarked
        ? new Verdict.Later(Reason.UNCONFIRMED)
        : verdict;
  }

  /** Claims of a moving tag decide nothing: the next look at it follows whatever it shows. */
  private void record(Claim claim) {
    if (treatment.mode().isProtected()) {
      draft.addClaim(claim);
      draft.requestLookAgain();
    } else if (!facts.followed()) {
      draft.requestLookAgain();
    }
  }

  private Verdict decide(Optional<Claim> claim, Verdict verdict) {
    LinkedHashSet<Claim> open = new LinkedHashSet<>();
    facts.entry().ifPresent(entry -> open.addAll(entry.claims()));
    claim.ifPresent(open::add);
    Optional<Digest> accepted = draft.accepted();
    if (open.isEmpty() || (accepted.isEmpty() && treatment.mode().isProtected())) {
      return verdict;
    }
    if (draft.isProven() || !treatment.mode().isProtected()) {
      draft.decideClaims(List.copyOf(open));
    } // Else they go on speaking against what is shown, and are told once all the same.
    if (!treatment.mode().isProtected()) {
      return verdict;
    }
    List<Claim> overwrites = new ArrayList<>();
    for (Claim each : open) {
      if (isTakenBack(each)) {
        draft.recordTakenBack(each);
      } else if (isNews(each) && draft.reportClaim(each)) {
        overwrites.add(each);
      }
    }
    boolean changesNothing = verdict instanceof Verdict.Nothing || verdict instanceof Verdict.Later;
    return changesNothing && !overwrites.isEmpty()
        ? new Verdict.Overwrite(
            accepted.orElseThrow(),
            overwrites.getLast().digest(),
            false,
            false,
            Reason.OVERWRITE_CLAIMED)
        : verdict;
  }

  /**
   * Whether the claim says something that Tagfast does not know. A digest that the tag showed
   * before is news only in another event: a quick flip to it and back. The same event again is
   * none.
   */
  private boolean isNews(Claim claim) {
    Digest digest = claim.digest();
    boolean isItself =
        draft.accepted().filter(it -> isPart(digest, it)).isPresent()
            || shown().filter(it -> isPart(digest, it)).isPresent();
    if (isItself) {
      return false;
    }
    Optional<TagEntry> seenBefore = facts.entry().filter(entry -> entry.hasSeen(digest));
    return seenBefore.isEmpty()
        || (treatment.mode().isProtected()
            && claim.cause().eventId().isPresent()
            && seenBefore.get().history().stream()
                .map(Move::cause)
                .noneMatch(cause -> cause.eventId().equals(claim.cause().eventId())));
  }

  private boolean isRecorded(Claim claim) {
    return facts.entry().filter(entry -> entry.claims().contains(claim)).isPresent()
        || draft.isClaimTold(claim);
  }

  /**
   * Whether tag and manifest are both gone, and the report of the deletion names the digest.
   * Clients that cannot delete a tag push an empty manifest under it and delete that.
   */
  private boolean isTakenBack(Claim claim) {
    return draft.hasRecordedDeletion() && facts.vanished().contains(claim.digest());
  }

  /**
   * Whether it is the image itself: some registries name a child of the index that was pushed, and
   * of builds that run again one after the other the earlier event names an index that the tag
   * shows no more.
   */
  private boolean isPart(Digest digest, Digest whole) {
    return treatment.attestations() == AttestationRule.STRICT
        ? digest.equals(whole) || draft.manifests().isChild(digest, whole)
        : draft.manifests().countsAs(digest, whole);
  }

  private Optional<Digest> shown() {
    return facts.sighting() instanceof Sighting.Seen seen
        ? Optional.of(seen.digest())
        : Optional.empty();
  }
}
