package dev.tagfast.decide;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Observation;
import dev.tagfast.ledger.Provenance;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagState;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.TagMode;
import dev.tagfast.policy.Treatment;
import dev.tagfast.resolve.Sighting;
import java.util.Optional;

/**
 * Decides what follows from one look at one tag. Pure: equal facts give an equal verdict. When two
 * processes judge the same tag at once, the ledger's compare-and-set decides which one writes.
 */
public final class Judge {
  private Judge() {}

  /** Decides, and drafts the entry that records the verdict and its intents. */
  public static Decision judge(Facts facts) {
    Observation observation = Observation.of(facts.entry(), facts.sighting());
    EntryDraft draft = new EntryDraft(facts);
    Verdict verdict =
        switch (facts.policy()) {
          case PolicyAnswer.Broken broken -> InvalidPolicyHold.hold(facts, broken, draft);
          case PolicyAnswer.Treat(Treatment treatment) -> {
            if (treatment.mode() == TagMode.IGNORE) {
              yield new Verdict.Nothing(Reason.IGNORED_BY_POLICY);
            }
            if (isNotRecorded(facts, treatment)) {
              yield new Verdict.Nothing(Reason.NOT_FOLLOWED);
            }
            Verdict bySighting =
                switch (facts.sighting()) {
                  case Sighting.Seen seen -> judgeSeen(facts, treatment, seen.digest(), draft);
                  case Sighting.Gone _ -> judgeGone(facts, draft);
                  case Sighting.Withheld _ -> lookLater(facts, Reason.REGISTRY_DENIED, draft);
                  case Sighting.Unreached _ -> lookLater(facts, Reason.REGISTRY_UNAVAILABLE, draft);
                };
            yield Claims.consider(facts, treatment, bySighting, draft);
          }
        };
    return new Decision(observation, verdict, draft.toWrite());
  }

  /**
   * Whether the tag is not recorded at all: a moving tag that nobody follows. A busy registry would
   * fill etcd with such tags.
   */
  private static boolean isNotRecorded(Facts facts, Treatment treatment) {
    return treatment.mode() == TagMode.MOVING
        && !treatment.record()
        && !facts.followed()
        && facts.entry().isEmpty();
  }

  private static Verdict judgeSeen(
      Facts facts, Treatment treatment, Digest shown, EntryDraft draft) {
    Optional<AcceptedDigest> accepted = facts.entry().flatMap(TagEntry::accepted);
    if (accepted.isEmpty()) {
      return judgeFirstContact(facts, treatment, shown, draft);
    }
    return accepted.get().digest().equals(shown)
        ? judgeAcceptedDigest(facts, accepted.get(), draft)
        : judgeOtherDigest(facts, treatment, accepted.get(), shown, draft);
  }

  private static Verdict judgeFirstContact(
      Facts facts, Treatment treatment, Digest shown, EntryDraft draft) {
    // The digest that all subscribers of a protected tag are pinned to was the tag's before Tagfast
    // saw it.
    Optional<Digest> pin =
        treatment.mode().isProtected() && facts.pins().size() == 1
            ? facts.pins().stream().findFirst()
            : Optional.empty();
    if (pin.isPresent() && !pin.get().equals(shown)) {
      AcceptedDigest pinned =
          new AcceptedDigest(pin.get(), Provenance.PINNED_IN_SUBSCRIBER, false, facts.now());
      draft.accept(pinned);
      return judgeOtherDigest(facts, treatment, pinned, shown, draft);
    }
    Provenance provenance = pin.isPresent() ? Provenance.PINNED_IN_SUBSCRIBER : facts.provenance();
    draft.recordMove(shown, Reason.FIRST_SEEN);
    draft.accept(new AcceptedDigest(shown, provenance, true, facts.now()));
    draft.state(TagState.CURRENT);
    draft.report(ReportKind.TAG_ACCEPTED, Optional.empty(), Optional.of(shown), Reason.FIRST_SEEN);
    draft.demandRollout(shown);
    return new Verdict.Accept(Optional.empty(), shown, Reason.FIRST_SEEN);
  }

  private static Verdict judgeAcceptedDigest(
      Facts facts, AcceptedDigest accepted, EntryDraft draft) {
    TagEntry entry = facts.entry().orElseThrow();
    Digest shown = accepted.digest();
    if (!accepted.provenance().allowsRestore()) {
      // Reconcile found this digest first; a person or an event confirms it now.
      confirmedProvenance(facts, shown)
          .ifPresent(
              confirmed -> draft.accept(new AcceptedDigest(shown, confirmed, true, accepted.at())));
    }
    if (entry.seen().filter(shown::equals).isPresent()) {
      if (entry.state() != TagState.CURRENT) {
        draft.state(TagState.CURRENT);
      }
      return new Verdict.Nothing(Reason.UNCHANGED);
    }
    if (draft.hasPendingRestoreTo(shown)) {
      // The process that restores closes the entry; if it died, whoever takes over does.
      return new Verdict.Nothing(Reason.OWN_RESTORE);
    }
    draft.recordMove(shown, Reason.TAG_RETURNED);
    draft.state(TagState.CURRENT);
    if (!accepted.seen()) {
      draft.accept(new AcceptedDigest(shown, accepted.provenance(), true, accepted.at()));
    }
    draft.report(ReportKind.TAG_RETURNED, entry.seen(), Optional.of(shown), Reason.TAG_RETURNED);
    return new Verdict.Nothing(Reason.TAG_RETURNED);
  }

  private static Verdict judgeOtherDigest(
      Facts facts, Treatment treatment, AcceptedDigest accepted, Digest shown, EntryDraft draft) {
    if (isApproved(facts, shown)) {
      return accept(
          accepted, shown, Provenance.ACCEPTED_BY_PERSON, Reason.ACCEPTED_BY_PERSON, draft);
    }
    return switch (treatment.mode()) {
      case MOVING -> accept(accepted, shown, facts.provenance(), Reason.TAG_MOVED, draft);
      case ALERT, REJECT -> judgeOverwrite(facts, treatment, accepted, shown, draft);
      case IGNORE -> new Verdict.Nothing(Reason.IGNORED_BY_POLICY);
    };
  }

  /**
   * The provenance that confirms a digest which is accepted and shown: a person's acceptance, or an
   * event that agrees with the sighting. Empty: nothing confirms it.
   */
  private static Optional<Provenance> confirmedProvenance(Facts facts, Digest shown) {
    if (isApproved(facts, shown)) {
      return Optional.of(Provenance.ACCEPTED_BY_PERSON);
    }
    boolean agrees = !facts.isDelete() && facts.sighting().claimed().isEmpty();
    return Optional.of(facts.provenance()).filter(confirmed -> agrees && confirmed.allowsRestore());
  }

  private static boolean isApproved(Facts facts, Digest digest) {
    return facts
        .entry()
        .flatMap(TagEntry::acceptance)
        .filter(acceptance -> acceptance.covers(digest, facts.now()))
        .isPresent();
  }

  private static Verdict accept(
      AcceptedDigest before, Digest shown, Provenance provenance, Reason reason, EntryDraft draft) {
    draft.recordMoveUnlessSeen(shown, reason);
    draft.accept(new AcceptedDigest(shown, provenance, true, draft.now()));
    draft.state(TagState.CURRENT);
    draft.report(ReportKind.TAG_ACCEPTED, Optional.of(before.digest()), Optional.of(shown), reason);
    draft.demandRollout(shown);
    return new Verdict.Accept(Optional.of(before.digest()), shown, reason);
  }

  private static Verdict judgeOverwrite(
      Facts facts, Treatment treatment, AcceptedDigest accepted, Digest shown, EntryDraft draft) {
    Optional<TagEntry> entry = facts.entry();
    // A change of policy alone changes nothing: what was decided for this digest stays decided.
    boolean alreadyDecided =
        entry
            .filter(e -> e.seen().filter(shown::equals).isPresent())
            .filter(e -> e.state().waitsForAPerson())
            .isPresent();
    if (alreadyDecided) {
      return new Verdict.Nothing(Reason.ALREADY_REPORTED);
    }
    Digest from = accepted.digest();
    boolean reject = treatment.mode() == TagMode.REJECT;
    boolean follow = !reject && treatment.follow();
    boolean frozen = entry.filter(e -> e.state() == TagState.FROZEN).isPresent();
    draft.recordMoveUnlessSeen(shown, Reason.TAG_OVERWRITTEN);
    draft.report(
        ReportKind.TAG_OVERWRITTEN, Optional.of(from), Optional.of(shown), Reason.TAG_OVERWRITTEN);
    if (follow) {
      draft.accept(new AcceptedDigest(shown, facts.provenance(), true, facts.now()));
      draft.state(TagState.CURRENT);
      draft.demandRollout(shown);
      return new Verdict.Overwrite(from, shown, true, false, Reason.TAG_OVERWRITTEN);
    }
    draft.state(frozen ? TagState.FROZEN : TagState.OVERWRITTEN);
    if (reject) {
      draft.quarantine(shown);
    }
    boolean restore =
        reject && treatment.restore() && !frozen && tryRestore(accepted, shown, draft);
    return new Verdict.Overwrite(from, shown, false, restore, Reason.TAG_OVERWRITTEN);
  }

  /**
   * Demands a restore if it is proven and allowed; otherwise reports why the tag is not restored.
   *
   * @return whether a restore was demanded
   */
  private static boolean tryRestore(AcceptedDigest accepted, Digest over, EntryDraft draft) {
    if (!accepted.isRestorable()) {
      draft.report(
          ReportKind.TAG_NOT_RESTORED,
          Optional.of(accepted.digest()),
          Optional.of(over),
          Reason.RESTORE_UNPROVEN);
      return false;
    }
    if (!draft.isRestoreAllowed()) {
      draft.state(TagState.FROZEN);
      draft.report(
          ReportKind.TAG_NOT_RESTORED,
          Optional.of(accepted.digest()),
          Optional.of(over),
          Reason.RESTORE_FROZEN);
      return false;
    }
    return draft.demandRestore(accepted.digest(), over);
  }

  private static Verdict judgeGone(Facts facts, EntryDraft draft) {
    Optional<Digest> last = facts.entry().flatMap(TagEntry::seen);
    boolean expected = facts.event().isReconcile() || facts.isDelete();
    if (!expected) {
      return lookLater(facts, Reason.UNCONFIRMED, draft);
    }
    if (last.isEmpty()) {
      return facts.isDelete()
          ? new Verdict.Nothing(Reason.UNCHANGED)
          : new Verdict.Later(Reason.UNCONFIRMED);
    }
    draft.recordDeletion();
    draft.state(TagState.DELETED);
    draft.report(ReportKind.TAG_DELETED, last, Optional.empty(), Reason.TAG_DELETED);
    return new Verdict.Forget(last.get(), Reason.TAG_DELETED);
  }

  /**
   * Marks the tag for the next reconcile. The event is acknowledged all the same: a tag that was
   * pushed and deleted must not block its sender for ever.
   */
  private static Verdict lookLater(Facts facts, Reason reason, EntryDraft draft) {
    boolean reconcileOfUnknownTag = facts.event().isReconcile() && facts.entry().isEmpty();
    if (!reconcileOfUnknownTag) {
      draft.requestLookAgain();
      facts.sighting().claimed().ifPresent(draft::recordClaim);
    }
    return new Verdict.Later(reason);
  }
}
