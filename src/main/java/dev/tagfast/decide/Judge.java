package dev.tagfast.decide;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Observation;
import dev.tagfast.ledger.Provenance;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagState;
import dev.tagfast.policy.AttestationRule;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.TagMode;
import dev.tagfast.policy.Treatment;
import dev.tagfast.resolve.Sighting;
import java.util.Optional;
import java.util.stream.Collectors;

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
            if (isNotRecorded(treatment, facts.followed(), facts.entry().isPresent())) {
              yield new Verdict.Nothing(Reason.NOT_FOLLOWED);
            }
            draft.recordManifests();
            Verdict bySighting =
                switch (facts.sighting()) {
                  case Sighting.Seen seen -> judgeSeen(facts, treatment, seen.digest(), draft);
                  case Sighting.Gone _ -> judgeGone(facts, draft);
                  case Sighting.Withheld(String why, _) ->
                      lookLater(facts, Reason.REGISTRY_DENIED, why, draft);
                  case Sighting.Unreadable(String why, _) ->
                      lookLater(facts, Reason.MANIFEST_UNREADABLE, why, draft);
                  case Sighting.Unreached _ -> lookLater(facts, Reason.REGISTRY_UNAVAILABLE, draft);
                };
            yield Claims.consider(facts, treatment, bySighting, draft);
          }
        };
    return new Decision(observation, verdict, draft.toWrite());
  }

  /**
   * Whether an approval could change what was decided: a digest that the tag shows is held back, or
   * nobody vouches for it. Only then the approvals need to be read.
   *
   * @param before the entry as it was before the look
   */
  public static boolean asksForApproval(
      Sighting sighting, Decision decision, Optional<TagEntry> before) {
    boolean waits =
        decision
            .next()
            .or(() -> before)
            .map(TagEntry::state)
            .filter(state -> state.waitsForAPerson() || state == TagState.HELD)
            .isPresent();
    return switch (decision.verdict()) {
      case Verdict.Overwrite _ -> true;
      case Verdict.Hold _, Verdict.Forget _ -> false;
      case Verdict.Accept _, Verdict.Nothing _, Verdict.Later _ ->
          waits && sighting instanceof Sighting.Seen;
    };
  }

  /**
   * Whether a look changes nothing, whatever the tag shows. Then its manifest need not be read.
   *
   * @param policy what is said of the tag
   * @param followed whether a workload follows the tag
   * @param recorded whether the ledger has an entry of it
   */
  public static boolean isIndifferent(PolicyAnswer policy, boolean followed, boolean recorded) {
    return switch (policy) {
      case PolicyAnswer.Broken _ -> false;
      case PolicyAnswer.Treat(Treatment treatment) ->
          treatment.mode() == TagMode.IGNORE || isNotRecorded(treatment, followed, recorded);
    };
  }

  /**
   * Whether the tag is not recorded at all: a moving tag that nobody follows. A busy registry would
   * fill etcd with such tags.
   */
  private static boolean isNotRecorded(Treatment treatment, boolean followed, boolean recorded) {
    return treatment.mode() == TagMode.MOVING && !treatment.record() && !followed && !recorded;
  }

  private static Verdict judgeSeen(
      Facts facts, Treatment treatment, Digest shown, EntryDraft draft) {
    if (facts.manifests().facts(shown).isEmpty()) {
      // Nothing is decided by a digest whose manifest was not read and understood.
      return lookLater(facts, Reason.MANIFEST_UNREADABLE, draft);
    }
    Optional<AcceptedDigest> accepted = facts.entry().flatMap(TagEntry::accepted);
    if (accepted.isEmpty()) {
      return FirstContact.judge(facts, treatment, shown, draft);
    }
    return accepted.get().digest().equals(shown)
        ? judgeAcceptedDigest(facts, treatment, accepted.get(), draft)
        : judgeOtherDigest(facts, treatment, accepted.get(), shown, draft);
  }

  private static Verdict judgeAcceptedDigest(
      Facts facts, Treatment treatment, AcceptedDigest accepted, EntryDraft draft) {
    TagEntry entry = facts.entry().orElseThrow();
    Digest shown = accepted.digest();
    Provenance provenance = confirmed(facts, accepted);
    if (facts.isApproved(shown)) {
      draft.recordAcceptance(shown);
    }
    if (provenance != accepted.provenance() || facts.isApproved(shown)) {
      draft.accept(new AcceptedDigest(shown, provenance, true, accepted.at()));
    }
    TagState resting =
        provenance.isProven() || !treatment.mode().isProtected()
            ? TagState.CURRENT
            : TagState.UNPROVEN;
    if (entry.seen().filter(shown::equals).isPresent()) {
      if (entry.state() != resting) {
        draft.state(resting);
      }
      boolean mayBeEarly =
          facts.event().digest().isEmpty() && facts.isVouchedFor(shown) && !facts.decidesClaims();
      if (mayBeEarly && !facts.followed()) {
        // The event may have come before the tag moved, and reconcile looks at followed tags only.
        draft.requestLookAgain();
      }
      return new Verdict.Nothing(Reason.UNCHANGED);
    }
    if (draft.hasPendingRestoreTo(shown)) {
      // The process that restores closes the entry; if it died, whoever takes over does.
      return new Verdict.Nothing(Reason.OWN_RESTORE);
    }
    draft.recordMoveUnlessSeen(shown, Reason.TAG_RETURNED);
    draft.state(resting);
    if (!accepted.seen()) {
      draft.accept(new AcceptedDigest(shown, provenance, true, accepted.at()));
    }
    draft.report(ReportKind.TAG_RETURNED, entry.seen(), Optional.of(shown), Reason.TAG_RETURNED);
    return new Verdict.Nothing(Reason.TAG_RETURNED);
  }

  private static Verdict judgeOtherDigest(
      Facts facts, Treatment treatment, AcceptedDigest accepted, Digest shown, EntryDraft draft) {
    if (facts.isApproved(shown)) {
      return accept(
          accepted, shown, Provenance.ACCEPTED_BY_PERSON, Reason.ACCEPTED_BY_PERSON, draft);
    }
    if (treatment.mode().isProtected() && FirstContact.settles(facts, accepted, shown)) {
      return accept(accepted, shown, Provenance.SEEN_AFTER_EVENT, Reason.PROVEN_BY_EVENT, draft);
    }
    if (draft.isOwnWrite(shown)) {
      return new Verdict.Nothing(Reason.OWN_RESTORE);
    }
    if (treatment.attestations() == AttestationRule.SAME_IMAGE
        && facts.manifests().isSameImage(shown, accepted.digest())) {
      return acceptReattested(facts, accepted, shown, draft);
    }
    return switch (treatment.mode()) {
      case MOVING ->
          NotRunnableHold.applies(facts, accepted.digest(), shown)
              ? NotRunnableHold.hold(facts, accepted.digest(), shown, draft)
              : accept(accepted, shown, facts.provenance(), Reason.TAG_MOVED, draft);
      case ALERT, REJECT -> OverwriteJudge.judge(facts, treatment, accepted, shown, draft);
      case IGNORE -> new Verdict.Nothing(Reason.IGNORED_BY_POLICY);
    };
  }

  /**
   * Accepts the same image under another digest. Subscribers stay, because what they run is the
   * same. The tag is held to the new digest, which the registry certainly has.
   */
  private static Verdict acceptReattested(
      Facts facts, AcceptedDigest accepted, Digest shown, EntryDraft draft) {
    Optional<Digest> before = facts.entry().flatMap(TagEntry::seen);
    boolean returns = before.filter(it -> !facts.manifests().isSameImage(it, shown)).isPresent();
    draft.recordMoveUnlessSeen(shown, Reason.REATTESTED);
    draft.accept(new AcceptedDigest(shown, accepted.provenance(), true, accepted.at()));
    draft.state(TagState.CURRENT);
    if (returns) {
      draft.report(ReportKind.TAG_RETURNED, before, Optional.of(shown), Reason.REATTESTED);
    }
    return new Verdict.Accept(Optional.of(accepted.digest()), shown, Reason.REATTESTED);
  }

  /**
   * The provenance of a digest that is accepted and shown. A person confirms it, or an event that
   * agrees with the registry, unless an earlier event or a pin named another image, or the tag
   * showed one meanwhile.
   */
  private static Provenance confirmed(Facts facts, AcceptedDigest accepted) {
    Digest shown = accepted.digest();
    if (accepted.provenance().isProven()) {
      return accepted.provenance();
    }
    if (facts.isApproved(shown)) {
      return Provenance.ACCEPTED_BY_PERSON;
    }
    boolean opposed =
        facts.claims().anyMatch(claimed -> !facts.manifests().countsAs(claimed, shown))
            || !facts.opposingPins(shown).isEmpty()
            || facts.hasShownAnotherSince(accepted);
    return facts.isVouchedFor(shown) && !opposed
        ? Provenance.SEEN_AFTER_EVENT
        : accepted.provenance();
  }

  private static Verdict accept(
      AcceptedDigest before, Digest shown, Provenance provenance, Reason reason, EntryDraft draft) {
    if (reason == Reason.ACCEPTED_BY_PERSON) {
      draft.recordAcceptance(shown);
    } else {
      draft.recordMoveUnlessSeen(shown, reason);
    }
    draft.accept(new AcceptedDigest(shown, provenance, true, draft.now()));
    draft.state(TagState.CURRENT);
    draft.report(ReportKind.TAG_ACCEPTED, Optional.of(before.digest()), Optional.of(shown), reason);
    draft.demandRollout(shown);
    return new Verdict.Accept(Optional.of(before.digest()), shown, reason);
  }

  private static Verdict judgeGone(Facts facts, EntryDraft draft) {
    Optional<Digest> last = facts.entry().flatMap(TagEntry::seen);
    boolean expected = facts.decidesClaims() || facts.isDelete();
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
    draft.report(
        ReportKind.TAG_DELETED, last, Optional.empty(), Reason.TAG_DELETED, takenBack(facts));
    return new Verdict.Forget(last.get(), Reason.TAG_DELETED);
  }

  /** What was pushed under the tag before it was deleted, and is gone as well. */
  private static String takenBack(Facts facts) {
    String named =
        facts.vanished().stream()
            .sorted()
            .map(Digest::abbreviated)
            .collect(Collectors.joining(", "));
    return named.isEmpty()
        ? ""
        : "Before that an event named %s, which the registry has no more either.".formatted(named);
  }

  /**
   * Marks the tag for the next reconcile. The event is acknowledged all the same: a tag that was
   * pushed and deleted must not block its sender for ever.
   */
  private static Verdict lookLater(Facts facts, Reason reason, EntryDraft draft) {
    return lookLater(facts, reason, "", draft);
  }

  private static Verdict lookLater(Facts facts, Reason reason, String why, EntryDraft draft) {
    boolean reconcileOfUnknownTag = facts.event().isReconcile() && facts.entry().isEmpty();
    if (!reconcileOfUnknownTag) {
      boolean isNewCause = draft.requestLookAgain(why);
      if (isNewCause && reason == Reason.REGISTRY_DENIED) {
        // Once per cause: every look finds it again until somebody repairs it.
        draft.report(ReportKind.TAG_WITHHELD, draft.accepted(), Optional.empty(), reason, why);
      }
      facts.sighting().claimed().ifPresent(draft::recordClaim);
    }
    return new Verdict.Later(reason, why);
  }
}
