package dev.tagfast.decide;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagState;
import dev.tagfast.policy.TagMode;
import dev.tagfast.policy.Treatment;
import java.util.Optional;

/** Gives the verdict on a protected tag that shows another image than the accepted one. */
final class OverwriteJudge {
  private OverwriteJudge() {}

  static Verdict judge(
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
    boolean follow = !reject && treatment.follow() && !NotRunnableHold.applies(facts, from, shown);
    boolean frozen = entry.filter(e -> e.state() == TagState.FROZEN).isPresent();
    draft.recordMoveUnlessSeen(shown, Reason.TAG_OVERWRITTEN);
    facts.displaced().ifPresent(draft::recordDisplaced);
    draft.report(
        ReportKind.TAG_OVERWRITTEN,
        Optional.of(from),
        Optional.of(shown),
        Reason.TAG_OVERWRITTEN,
        (observedRestore(facts, treatment, accepted)
                + DisplacedManifest.advice(facts, treatment, from))
            .strip());
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
        reject && treatment.restore() && !frozen && tryRestore(facts, accepted, shown, draft);
    return new Verdict.Overwrite(from, shown, false, restore, Reason.TAG_OVERWRITTEN);
  }

  private static String observedRestore(Facts facts, Treatment treatment, AcceptedDigest accepted) {
    boolean wouldRestore =
        !facts.act()
            && facts.armed()
            && treatment.mode() == TagMode.REJECT
            && treatment.restore()
            && accepted.isRestorable();
    return wouldRestore ? "In mode act the tag would be put back. " : "";
  }

  /**
   * Demands a restore if it is proven and allowed; otherwise reports why the tag is not restored.
   *
   * @return whether a restore was demanded
   */
  private static boolean tryRestore(
      Facts facts, AcceptedDigest accepted, Digest over, EntryDraft draft) {
    if (DisplacedManifest.isLost(facts, accepted.digest())) {
      draft.report(
          ReportKind.TAG_NOT_RESTORED,
          Optional.of(accepted.digest()),
          Optional.of(over),
          Reason.ACCEPTED_DIGEST_GONE,
          "The registry dropped the accepted manifest when the tag moved, and Tagfast has no copy"
              + " of it.");
      return false;
    }
    if (!accepted.isRestorable()) {
      draft.report(
          ReportKind.TAG_NOT_RESTORED,
          Optional.of(accepted.digest()),
          Optional.of(over),
          Reason.RESTORE_UNPROVEN);
      return false;
    }
    if (!facts.armed()) {
      draft.report(
          ReportKind.TAG_NOT_RESTORED,
          Optional.of(accepted.digest()),
          Optional.of(over),
          Reason.RESTORE_UNARMED,
          RestoreCondition.Unarmed.why(facts.event().key()));
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
}
