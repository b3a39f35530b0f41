package dev.tagfast.decide;

import dev.tagfast.image.Digest;
import dev.tagfast.observe.Accepted;
import dev.tagfast.observe.Observation;
import dev.tagfast.observe.Provenance;
import dev.tagfast.observe.TagEntry;
import dev.tagfast.observe.TagState;
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
  public static Decision judge(Matter matter) {
    Observation observation = Observation.of(matter.entry(), matter.sighting());
    Draft draft = new Draft(matter);
    Verdict verdict =
        switch (matter.policy()) {
          case PolicyAnswer.Broken broken -> Holding.hold(matter, broken, draft);
          case PolicyAnswer.Treat(Treatment treatment) -> {
            if (treatment.mode() == TagMode.IGNORE) {
              yield new Verdict.Nothing(Reason.IGNORED_BY_POLICY);
            }
            if (isNobodysBusiness(matter, treatment)) {
              yield new Verdict.Nothing(Reason.NOT_FOLLOWED);
            }
            Verdict looked =
                switch (matter.sighting()) {
                  case Sighting.Seen seen -> seen(matter, treatment, seen.digest(), draft);
                  case Sighting.Gone _ -> gone(matter, draft);
                  case Sighting.Withheld _ -> later(matter, Reason.REGISTRY_DENIED, draft);
                  case Sighting.Unreached _ -> later(matter, Reason.REGISTRY_UNAVAILABLE, draft);
                };
            yield Claims.told(matter, treatment, looked, draft);
          }
        };
    return new Decision(observation, verdict, draft.next());
  }

  /**
   * Moving tags that nobody follows are not recorded: a busy registry would fill etcd with them.
   */
  private static boolean isNobodysBusiness(Matter matter, Treatment treatment) {
    return treatment.mode() == TagMode.MOVING
        && !treatment.record()
        && !matter.followed()
        && matter.entry().isEmpty();
  }

  private static Verdict seen(Matter matter, Treatment treatment, Digest now, Draft draft) {
    Optional<Accepted> accepted = matter.entry().flatMap(TagEntry::accepted);
    if (accepted.isEmpty()) {
      return firstContact(matter, treatment, now, draft);
    }
    return accepted.get().digest().equals(now)
        ? asAccepted(matter, accepted.get(), draft)
        : differs(matter, treatment, accepted.get(), now, draft);
  }

  private static Verdict firstContact(Matter matter, Treatment treatment, Digest now, Draft draft) {
    // What subscribers of a protected tag run already is what it meant before we came.
    Optional<Digest> pin =
        treatment.mode().isProtected() && matter.pins().size() == 1
            ? matter.pins().stream().findFirst()
            : Optional.empty();
    if (pin.isPresent() && !pin.get().equals(now)) {
      Accepted hearsay =
          new Accepted(pin.get(), Provenance.PINNED_IN_SUBSCRIBER, false, matter.now());
      draft.accept(hearsay);
      return differs(matter, treatment, hearsay, now, draft);
    }
    Provenance provenance = pin.isPresent() ? Provenance.PINNED_IN_SUBSCRIBER : matter.provenance();
    draft.moved(now, Reason.FIRST_SEEN);
    draft.accept(new Accepted(now, provenance, true, matter.now()));
    draft.state(TagState.CURRENT);
    draft.tell(ReportKind.TAG_ACCEPTED, Optional.empty(), Optional.of(now), Reason.FIRST_SEEN);
    draft.rollOut(now);
    return new Verdict.Accept(Optional.empty(), now, Reason.FIRST_SEEN);
  }

  private static Verdict asAccepted(Matter matter, Accepted accepted, Draft draft) {
    TagEntry entry = matter.entry().orElseThrow();
    Digest now = accepted.digest();
    if (!accepted.provenance().allowsRestore()) {
      // What our own look found first is what somebody stands for now.
      betterProvenance(matter, now)
          .ifPresent(proven -> draft.accept(new Accepted(now, proven, true, accepted.at())));
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
      draft.accept(new Accepted(now, accepted.provenance(), true, accepted.at()));
    }
    draft.tell(ReportKind.TAG_RETURNED, entry.seen(), Optional.of(now), Reason.TAG_RETURNED);
    return new Verdict.Nothing(Reason.TAG_RETURNED);
  }

  private static Verdict differs(
      Matter matter, Treatment treatment, Accepted accepted, Digest now, Draft draft) {
    if (isApproved(matter, now)) {
      return accept(accepted, now, Provenance.ACCEPTED_BY_PERSON, Reason.ACCEPTED_BY_PERSON, draft);
    }
    return switch (treatment.mode()) {
      case MOVING -> accept(accepted, now, matter.provenance(), Reason.TAG_MOVED, draft);
      case ALERT, REJECT -> overwritten(matter, treatment, accepted, now, draft);
      case IGNORE -> new Verdict.Nothing(Reason.IGNORED_BY_POLICY);
    };
  }

  /** Of a digest that is accepted and shown: a person's word, or an event that says the same. */
  private static Optional<Provenance> betterProvenance(Matter matter, Digest now) {
    if (isApproved(matter, now)) {
      return Optional.of(Provenance.ACCEPTED_BY_PERSON);
    }
    boolean said = !matter.isDelete() && matter.sighting().claimed().isEmpty();
    return Optional.of(matter.provenance()).filter(proven -> said && proven.allowsRestore());
  }

  private static boolean isApproved(Matter matter, Digest digest) {
    return matter
        .entry()
        .flatMap(TagEntry::acceptance)
        .filter(word -> word.covers(digest, matter.now()))
        .isPresent();
  }

  private static Verdict accept(
      Accepted before, Digest now, Provenance provenance, Reason reason, Draft draft) {
    draft.movedUnlessSeen(now, reason);
    draft.accept(new Accepted(now, provenance, true, draft.now()));
    draft.state(TagState.CURRENT);
    draft.tell(ReportKind.TAG_ACCEPTED, Optional.of(before.digest()), Optional.of(now), reason);
    draft.rollOut(now);
    return new Verdict.Accept(Optional.of(before.digest()), now, reason);
  }

  private static Verdict overwritten(
      Matter matter, Treatment treatment, Accepted accepted, Digest now, Draft draft) {
    Optional<TagEntry> entry = matter.entry();
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
      draft.accept(new Accepted(now, matter.provenance(), true, matter.now()));
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
  private static boolean restores(Accepted accepted, Digest over, Draft draft) {
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

  private static Verdict gone(Matter matter, Draft draft) {
    Optional<Digest> last = matter.entry().flatMap(TagEntry::seen);
    boolean expected = matter.event().isReconcile() || matter.isDelete();
    if (!expected) {
      return later(matter, Reason.UNCONFIRMED, draft);
    }
    if (last.isEmpty()) {
      return matter.isDelete()
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
  private static Verdict later(Matter matter, Reason reason, Draft draft) {
    boolean ownLookWithoutEntry = matter.event().isReconcile() && matter.entry().isEmpty();
    if (!ownLookWithoutEntry) {
      draft.lookAgain();
      matter.sighting().claimed().ifPresent(draft::claim);
    }
    return new Verdict.Later(reason);
  }
}
