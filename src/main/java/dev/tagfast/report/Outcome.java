package dev.tagfast.report;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.Verdict;
import dev.tagfast.image.PushEvent;
import dev.tagfast.ledger.Observation;
import dev.tagfast.manifest.ManifestFacts;
import java.util.List;
import java.util.Optional;

/**
 * What became of one push event.
 *
 * @param event the event
 * @param refused why it went no further; then there is no observation and no verdict
 * @param observation what was new
 * @param image what was read of the manifest that the tag shows; absent: it was not read
 * @param verdict what was decided
 * @param rollouts what became of the subscribers; with {@code ?explain=true}, what would become of
 *     them
 * @param reports what there was to tell, most important first
 * @param refusedWhy what could not be asked, and what to do; only where the reason does not say it
 */
public record Outcome(
    PushEvent event,
    Optional<Reason> refused,
    Optional<Observation> observation,
    Optional<ManifestFacts> image,
    Optional<Verdict> verdict,
    List<RolloutResult> rollouts,
    List<Report> reports,
    Optional<String> refusedWhy) {
  /** An outcome whose reason says it all. */
  public Outcome(
      PushEvent event,
      Optional<Reason> refused,
      Optional<Observation> observation,
      Optional<ManifestFacts> image,
      Optional<Verdict> verdict,
      List<RolloutResult> rollouts,
      List<Report> reports) {
    this(event, refused, observation, image, verdict, rollouts, reports, Optional.empty());
  }

  /** Copies the lists. */
  public Outcome {
    rollouts = List.copyOf(rollouts);
    reports = List.copyOf(reports);
  }

  /** Why it was refused, or why it was decided so. */
  public Optional<Reason> reason() {
    return refused.or(() -> verdict.map(Verdict::reason));
  }

  /** The same after its intents were executed. */
  public Outcome with(List<RolloutResult> done, List<Report> told) {
    return new Outcome(event, refused, observation, image, verdict, done, told, refusedWhy);
  }

  /** An event that went no further. */
  public static Outcome refused(PushEvent event, Reason reason) {
    return new Outcome(
        event,
        Optional.of(reason),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  /** An event that went no further, and why in words that only this look knows. */
  public static Outcome refused(PushEvent event, Reason reason, String why) {
    return new Outcome(
        event,
        Optional.of(reason),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.of(why));
  }

  /** Why the tag could not be judged, which only this look knows; for people. */
  public Optional<String> why() {
    return refusedWhy.or(() -> verdict.flatMap(Outcome::why));
  }

  private static Optional<String> why(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Later(_, String why) -> Optional.of(why).filter(text -> !text.isEmpty());
      case Verdict.Hold(String policy, String why, _) ->
          Optional.of("TagPolicy %s: %s".formatted(policy, why));
      case Verdict.Nothing _, Verdict.Accept _, Verdict.Overwrite _, Verdict.Forget _ ->
          Optional.empty();
    };
  }
}
