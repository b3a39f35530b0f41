package dev.tagfast.report;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.Verdict;
import dev.tagfast.image.PushEvent;
import dev.tagfast.ledger.Observation;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of one push event.
 *
 * @param event the event
 * @param refused why the event was not processed; then there is no observation and no verdict
 * @param observation what the ledger observed
 * @param verdict the decision
 * @param rollouts the results per workload; with {@code ?explain=true}, the expected results
 * @param reports the reports that it caused, most important first
 */
public record Outcome(
    PushEvent event,
    Optional<Reason> refused,
    Optional<Observation> observation,
    Optional<Verdict> verdict,
    List<RolloutResult> rollouts,
    List<Report> reports) {
  /** Copies the lists, so that the record is immutable. */
  public Outcome {
    rollouts = List.copyOf(rollouts);
    reports = List.copyOf(reports);
  }

  /** The reason of the refusal, or that of the verdict. */
  public Optional<Reason> reason() {
    return refused.or(() -> verdict.map(Verdict::reason));
  }

  /** The outcome of an event that was not processed. */
  public static Outcome refused(PushEvent event, Reason reason) {
    return new Outcome(
        event, Optional.of(reason), Optional.empty(), Optional.empty(), List.of(), List.of());
  }
}
