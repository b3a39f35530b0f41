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
            if (isNobodysBusiness(facts, treatment)) {
              yield new Verdict.Nothing(Reason.NOT_FOLLOWED);
            }
            Verdict looked =
                switch (facts.sighting()) {
                  case Sighting.Seen seen -> seen(facts, treatment, seen.digest(), draft);
                  case Sighting.Gone _ -> gone(facts, draft);
                  case Sighting.Withheld _ -> later(facts, Reason.REGISTRY_DENIED, draft);
                  case Sighting.Unreached _ -> later(facts, Reason.REGISTRY_UNAVAILABLE, draft);
                };
            yield Claims.told(facts, treatment, looked, draft);
          }
        };
    return new Decision(observation, verdict, draft.next());
  }

  /**
   * Moving tags that nobody follows are not recorded: a busy registry would fill etcd with them.
   */
  private static boolean isNobodysBusiness(Facts facts, Treatment treatment) {
    return treatment.mode() == TagMode.MOVING
        && !treatment.record()
        && !facts.followed()
        && facts.entry().isEmpty();
  }

  private static Verdict seen(Facts facts, Treatment treatment, Digest now, EntryDraft draft) {
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
    if (pin.isPresent() && !pin.get().equals(now)) {
      AcceptedDigest hearsay =
          new AcceptedDigest(pin.get(), Provenance.PINNED_IN_SUBSCRIBER, false, facts.now());
      draft.accept(hearsay);
      return differs(facts, treatment, hearsay, now, draft);
    }
    Provenance provenance = pin.isPresent() ? Provenance.PINNED_IN_SUBSCRIBER : facts.provenance();
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
    return switch (treatment.mode()) {
      case MOVING -> accept(accepted, now, facts.provenance(), Reason.TAG_MOVED, draft);
      case ALERT, REJECT -> overwritten(facts, treatment, accepted, now, draft);
      case IGNORE -> new Verdict.Nothing(Reason.IGNORED_BY_POLICY);
    };
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
    boolean follow = !reject && treatment.follow();
    boolean frozen = entry.filter(e -> e.state() == TagState.FROZEN).isPresent();
    draft.movedUnlessSeen(now, Reason.TAG_OVERWRITTEN);
    draft.tell(
        ReportKind.TAG_OVERWRITTEN, Optional.of(from), Optional.of(now), Reason.TAG_OVERWRITTEN);
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
    boolean restore = reject && treatment.restore() && !frozen && restores(accepted, now, draft);
    return new Verdict.Overwrite(from, now, false, restore, Reason.TAG_OVERWRITTEN);
  }

  /** Whether the tag is put back; where the rule wants it and it cannot be, people are told why. */
  private static boolean restores(AcceptedDigest accepted, Digest over, EntryDraft draft) {
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
    boolean ownLookWithoutEntry = facts.event().isReconcile() && facts.entry().isEmpty();
    if (!ownLookWithoutEntry) {
      draft.lookAgain();
      facts.sighting().claimed().ifPresent(draft::claim);
    }
    return new Verdict.Later(reason);
  }
}
