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

/**
 * Gives the verdict on one look at one tag. Pure: the same matter has the same verdict, whoever
 * asks and when; two processes that race on one tag are told apart by the ledger's compare-and-set
 * alone.
 */
public final class Judge {
  private Judge() {}

  /** The verdict, and the entry that records it with all that it demands. */
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
            if (isUnrecorded(treatment, facts.followed(), facts.entry().isPresent())) {
              yield new Verdict.Nothing(Reason.NOT_FOLLOWED);
            }
            draft.learn();
            Verdict looked =
                switch (facts.sighting()) {
                  case Sighting.Seen seen -> seen(facts, treatment, seen.digest(), draft);
                  case Sighting.Gone _ -> gone(facts, draft);
                  case Sighting.Withheld _ -> later(facts, Reason.REGISTRY_DENIED, draft);
                  case Sighting.Unreadable(String why, _) ->
                      later(facts, Reason.MANIFEST_UNREADABLE, why, draft);
                  case Sighting.Unreached _ -> later(facts, Reason.REGISTRY_UNAVAILABLE, draft);
                };
            yield Claims.told(facts, treatment, looked, draft);
          }
        };
    return new Decision(observation, verdict, draft.next());
  }

  /**
   * Whether nothing comes of a look at a tag that this is said of, whatever the tag shows. Then its
   * manifest need not be read.
   *
   * @param followed whether a workload follows the tag
   * @param recorded whether the ledger has an entry of it
   */
  public static boolean isIndifferent(PolicyAnswer policy, boolean followed, boolean recorded) {
    return switch (policy) {
      case PolicyAnswer.Broken _ -> false;
      case PolicyAnswer.Treat(Treatment treatment) ->
          treatment.mode() == TagMode.IGNORE || isUnrecorded(treatment, followed, recorded);
    };
  }

  /**
   * Moving tags that nobody follows are not recorded: a busy registry would fill etcd with them.
   */
  private static boolean isUnrecorded(Treatment treatment, boolean followed, boolean recorded) {
    return treatment.mode() == TagMode.MOVING && !treatment.record() && !followed && !recorded;
  }

  private static Verdict seen(Facts facts, Treatment treatment, Digest now, EntryDraft draft) {
    if (facts.manifests().facts(now).isEmpty()) {
      // Whoever asks read it, or says why he could not. Nothing unread is ever decided upon.
      return later(facts, Reason.MANIFEST_UNREADABLE, "", draft);
    }
    Optional<AcceptedDigest> accepted = facts.entry().flatMap(TagEntry::accepted);
    if (accepted.isEmpty()) {
      return firstContact(facts, treatment, now, draft);
    }
    return accepted.get().digest().equals(now)
        ? asAccepted(facts, accepted.get(), draft)
        : differs(facts, treatment, accepted.get(), now, draft);
  }

  private static Verdict firstContact(
      Facts facts, Treatment treatment, Digest now, EntryDraft draft) {
    // What subscribers of a protected tag run already is what it meant before we came.
    Optional<Digest> pin =
        treatment.mode().isProtected() && facts.pins().size() == 1
            ? facts.pins().stream().findFirst()
            : Optional.empty();
    boolean agrees = pin.filter(digest -> facts.manifests().countsAs(digest, now)).isPresent();
    if (pin.isPresent() && !agrees && facts.manifests().isRunnable(pin.get())) {
      AcceptedDigest hearsay =
          new AcceptedDigest(pin.get(), Provenance.PINNED_IN_SUBSCRIBER, false, facts.now());
      draft.accept(hearsay);
      return differs(facts, treatment, hearsay, now, draft);
    }
    Provenance provenance = agrees ? Provenance.PINNED_IN_SUBSCRIBER : facts.provenance();
    draft.moved(now, Reason.FIRST_SEEN);
    draft.accept(new AcceptedDigest(now, provenance, true, facts.now()));
    draft.state(TagState.CURRENT);
    draft.tell(ReportKind.TAG_ACCEPTED, Optional.empty(), Optional.of(now), Reason.FIRST_SEEN);
    draft.rollOut(now);
    return new Verdict.Accept(Optional.empty(), now, Reason.FIRST_SEEN);
  }

  private static Verdict asAccepted(Facts facts, AcceptedDigest accepted, EntryDraft draft) {
    TagEntry entry = facts.entry().orElseThrow();
    Digest now = accepted.digest();
    if (!accepted.provenance().allowsRestore()) {
      // What our own look found first is what somebody stands for now.
      betterProvenance(facts, now)
          .ifPresent(proven -> draft.accept(new AcceptedDigest(now, proven, true, accepted.at())));
    }
    if (entry.seen().filter(now::equals).isPresent()) {
      if (entry.state() != TagState.CURRENT) {
        draft.state(TagState.CURRENT);
      }
      return new Verdict.Nothing(Reason.UNCHANGED);
    }
    if (draft.isBeingRestoredTo(now)) {
      // The restorer closes the matter, and whoever takes over from a dead one does.
      return new Verdict.Nothing(Reason.OWN_RESTORE);
    }
    draft.moved(now, Reason.TAG_RETURNED);
    draft.state(TagState.CURRENT);
    if (!accepted.seen()) {
      draft.accept(new AcceptedDigest(now, accepted.provenance(), true, accepted.at()));
    }
    draft.tell(ReportKind.TAG_RETURNED, entry.seen(), Optional.of(now), Reason.TAG_RETURNED);
    return new Verdict.Nothing(Reason.TAG_RETURNED);
  }

  private static Verdict differs(
      Facts facts, Treatment treatment, AcceptedDigest accepted, Digest now, EntryDraft draft) {
    if (isApproved(facts, now)) {
      return accept(accepted, now, Provenance.ACCEPTED_BY_PERSON, Reason.ACCEPTED_BY_PERSON, draft);
    }
    if (treatment.attestations() == AttestationRule.SAME_IMAGE
        && facts.manifests().isSameImage(now, accepted.digest())) {
      return reattested(facts, accepted, now, draft);
    }
    return switch (treatment.mode()) {
      case MOVING ->
          isNoLongerRunnable(facts, accepted, now)
              ? notRunnable(facts, accepted, now, draft)
              : accept(accepted, now, facts.provenance(), Reason.TAG_MOVED, draft);
      case ALERT, REJECT -> overwritten(facts, treatment, accepted, now, draft);
      case IGNORE -> new Verdict.Nothing(Reason.IGNORED_BY_POLICY);
    };
  }

  /**
   * The same image under another digest. Subscribers stay: what they run has not changed. The tag
   * is held to the new digest, which the registry surely has.
   */
  private static Verdict reattested(
      Facts facts, AcceptedDigest accepted, Digest now, EntryDraft draft) {
    Optional<Digest> before = facts.entry().flatMap(TagEntry::seen);
    boolean wasElsewhere =
        before.filter(shown -> !facts.manifests().isSameImage(shown, now)).isPresent();
    draft.movedUnlessSeen(now, Reason.REATTESTED);
    draft.accept(new AcceptedDigest(now, accepted.provenance(), true, accepted.at()));
    draft.state(TagState.CURRENT);
    if (wasElsewhere) {
      draft.tell(ReportKind.TAG_RETURNED, before, Optional.of(now), Reason.REATTESTED);
    }
    return new Verdict.Accept(Optional.of(accepted.digest()), now, Reason.REATTESTED);
  }

  private static boolean isNoLongerRunnable(Facts facts, AcceptedDigest accepted, Digest now) {
    return !facts.manifests().isRunnable(now) && facts.manifests().isRunnable(accepted.digest());
  }

  /** Somebody pushed a chart or an artifact over an image: its subscribers stay where they are. */
  private static Verdict notRunnable(
      Facts facts, AcceptedDigest accepted, Digest now, EntryDraft draft) {
    String kind = facts.manifests().facts(now).map(known -> known.kind().word()).orElse("nothing");
    String why = "it shows a manifest of kind " + kind + ", which no container can run";
    boolean known =
        facts
            .entry()
            .filter(entry -> entry.state() == TagState.HELD)
            .flatMap(TagEntry::seen)
            .filter(now::equals)
            .isPresent();
    if (known) {
      return new Verdict.Nothing(Reason.ALREADY_REPORTED);
    }
    draft.movedUnlessSeen(now, Reason.NOT_RUNNABLE);
    draft.state(TagState.HELD);
    draft.tell(
        ReportKind.TAG_HELD,
        Optional.of(accepted.digest()),
        Optional.of(now),
        Reason.NOT_RUNNABLE,
        why);
    return new Verdict.Nothing(Reason.NOT_RUNNABLE);
  }

  /** Of a digest that is accepted and shown: a person's word, or an event that says the same. */
  private static Optional<Provenance> betterProvenance(Facts facts, Digest now) {
    if (isApproved(facts, now)) {
      return Optional.of(Provenance.ACCEPTED_BY_PERSON);
    }
    boolean said = !facts.isDelete() && facts.sighting().claimed().isEmpty();
    return Optional.of(facts.provenance()).filter(proven -> said && proven.allowsRestore());
  }

  private static boolean isApproved(Facts facts, Digest digest) {
    return facts
        .entry()
        .flatMap(TagEntry::acceptance)
        .filter(word -> word.covers(digest, facts.now()))
        .isPresent();
  }

  private static Verdict accept(
      AcceptedDigest before, Digest now, Provenance provenance, Reason reason, EntryDraft draft) {
    draft.movedUnlessSeen(now, reason);
    draft.accept(new AcceptedDigest(now, provenance, true, draft.now()));
    draft.state(TagState.CURRENT);
    draft.tell(ReportKind.TAG_ACCEPTED, Optional.of(before.digest()), Optional.of(now), reason);
    draft.rollOut(now);
    return new Verdict.Accept(Optional.of(before.digest()), now, reason);
  }

  private static Verdict overwritten(
      Facts facts, Treatment treatment, AcceptedDigest accepted, Digest now, EntryDraft draft) {
    Optional<TagEntry> entry = facts.entry();
    // A change of policy moves nothing by itself, so what was decided of this digest once stays
    // decided.
    boolean known =
        entry
            .filter(e -> e.seen().filter(now::equals).isPresent())
            .filter(e -> e.state().waitsForAPerson())
            .isPresent();
    if (known) {
      return new Verdict.Nothing(Reason.ALREADY_REPORTED);
    }
    Digest from = accepted.digest();
    boolean reject = treatment.mode() == TagMode.REJECT;
    boolean follow = !reject && treatment.follow() && !isNoLongerRunnable(facts, accepted, now);
    boolean frozen = entry.filter(e -> e.state() == TagState.FROZEN).isPresent();
    draft.movedUnlessSeen(now, Reason.TAG_OVERWRITTEN);
    facts.displaced().ifPresent(draft::displaced);
    draft.tell(
        ReportKind.TAG_OVERWRITTEN,
        Optional.of(from),
        Optional.of(now),
        Reason.TAG_OVERWRITTEN,
        DisplacedManifest.advice(facts, treatment, from));
    if (follow) {
      draft.accept(new AcceptedDigest(now, facts.provenance(), true, facts.now()));
      draft.state(TagState.CURRENT);
      draft.rollOut(now);
      return new Verdict.Overwrite(from, now, true, false, Reason.TAG_OVERWRITTEN);
    }
    draft.state(frozen ? TagState.FROZEN : TagState.OVERWRITTEN);
    if (reject) {
      draft.quarantine(now);
    }
    boolean restore =
        reject && treatment.restore() && !frozen && restores(facts, accepted, now, draft);
    return new Verdict.Overwrite(from, now, false, restore, Reason.TAG_OVERWRITTEN);
  }

  /** Whether the tag is put back; where the rule wants it and it cannot be, people are told why. */
  private static boolean restores(
      Facts facts, AcceptedDigest accepted, Digest over, EntryDraft draft) {
    if (DisplacedManifest.isLost(facts, accepted.digest())) {
      draft.tell(
          ReportKind.TAG_NOT_RESTORED,
          Optional.of(accepted.digest()),
          Optional.of(over),
          Reason.ACCEPTED_DIGEST_GONE,
          "the registry dropped it when the tag moved, and Tagfast has no copy of it");
      return false;
    }
    if (!accepted.isRestorable()) {
      draft.tell(
          ReportKind.TAG_NOT_RESTORED,
          Optional.of(accepted.digest()),
          Optional.of(over),
          Reason.RESTORE_UNPROVEN);
      return false;
    }
    if (!draft.mayRestore()) {
      draft.state(TagState.FROZEN);
      draft.tell(
          ReportKind.TAG_NOT_RESTORED,
          Optional.of(accepted.digest()),
          Optional.of(over),
          Reason.RESTORE_FROZEN);
      return false;
    }
    return draft.restore(accepted.digest(), over);
  }

  private static Verdict gone(Facts facts, EntryDraft draft) {
    Optional<Digest> last = facts.entry().flatMap(TagEntry::seen);
    boolean expected = facts.event().isReconcile() || facts.isDelete();
    if (!expected) {
      return later(facts, Reason.UNCONFIRMED, draft);
    }
    if (last.isEmpty()) {
      return facts.isDelete()
          ? new Verdict.Nothing(Reason.UNCHANGED)
          : new Verdict.Later(Reason.UNCONFIRMED);
    }
    draft.gone();
    draft.state(TagState.DELETED);
    draft.tell(ReportKind.TAG_DELETED, last, Optional.empty(), Reason.TAG_DELETED);
    return new Verdict.Forget(last.get(), Reason.TAG_DELETED);
  }

  /**
   * Recorded, so that the next reconcile looks: a tag pushed and deleted must not block its sender
   * for ever.
   */
  private static Verdict later(Facts facts, Reason reason, EntryDraft draft) {
    return later(facts, reason, "", draft);
  }

  private static Verdict later(Facts facts, Reason reason, String why, EntryDraft draft) {
    boolean ownLookWithoutEntry = facts.event().isReconcile() && facts.entry().isEmpty();
    if (!ownLookWithoutEntry) {
      draft.lookAgain();
      facts.sighting().claimed().ifPresent(draft::claim);
    }
    return new Verdict.Later(reason, why);
  }
}
