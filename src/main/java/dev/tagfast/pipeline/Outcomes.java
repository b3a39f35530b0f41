package dev.tagfast.pipeline;

import dev.tagfast.decide.Decision;
import dev.tagfast.decide.Verdict;
import dev.tagfast.image.PushEvent;
import dev.tagfast.report.Outcome;
import java.util.List;
import java.util.Optional;

/** Makes outcomes of decisions. */
final class Outcomes {
  private Outcomes() {}

  /** What was decided, before anything is done. */
  static Outcome of(PushEvent event, Evidence evidence, Decision decision, Verdict verdict) {
    return new Outcome(
        event,
        Optional.empty(),
        Optional.of(decision.observation()),
        evidence.shownImage(),
        Optional.of(verdict),
        List.of(),
        List.of());
  }

  /** The tag was not looked at, because nothing comes of it whatever it shows. */
  static Outcome withoutLook(PushEvent event, Verdict verdict) {
    return new Outcome(
        event,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(verdict),
        List.of(),
        List.of());
  }
}
