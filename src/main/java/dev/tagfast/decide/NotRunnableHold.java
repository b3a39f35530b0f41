package dev.tagfast.decide;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagState;
import java.util.Optional;

/** Holds a moving tag over which somebody pushed a chart or an artifact: its subscribers stay. */
final class NotRunnableHold {
  private NotRunnableHold() {}

  /** Whether the tag pointed at an image and now shows what no container can run. */
  static boolean applies(Facts facts, Digest accepted, Digest shown) {
    return !facts.manifests().isRunnable(shown) && facts.manifests().isRunnable(accepted);
  }

  static Verdict hold(Facts facts, Digest accepted, Digest shown, EntryDraft draft) {
    boolean alreadyHeld =
        facts
            .entry()
            .filter(entry -> entry.state() == TagState.HELD)
            .flatMap(TagEntry::seen)
            .filter(shown::equals)
            .isPresent();
    if (alreadyHeld) {
      return new Verdict.Nothing(Reason.ALREADY_REPORTED);
    }
    String kind = facts.manifests().facts(shown).map(it -> it.kind().word()).orElse("unknown");
    draft.recordMoveUnlessSeen(shown, Reason.NOT_RUNNABLE);
    draft.state(TagState.HELD);
    draft.report(
        ReportKind.TAG_HELD,
        Optional.of(accepted),
        Optional.of(shown),
        Reason.NOT_RUNNABLE,
        "It shows a manifest of kind " + kind + ", which no container can run.");
    return new Verdict.Nothing(Reason.NOT_RUNNABLE);
  }
}
