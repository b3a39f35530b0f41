package dev.tagfast.report;

import dev.tagfast.act.RolloutResult;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.Verdict;
import dev.tagfast.image.PushEvent;
import dev.tagfast.observe.Observation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What became of one push event, for the log line and the metrics.
 *
 * @param event the event
 * @param refused why it went no further; then there is no observation and no verdict
 * @param observation what was new
 * @param verdict what was decided
 * @param rollouts what became of the subscribers
 * @param reports what there was to tell
 * @param took from the event's arrival to its answer
 */
public record Handled(
    PushEvent event,
    Optional<Reason> refused,
    Optional<Observation> observation,
    Optional<Verdict> verdict,
    List<RolloutResult> rollouts,
    List<Report> reports,
    Duration took) {
  /** Copies the lists. */
  public Handled {
    rollouts = List.copyOf(rollouts);
    reports = List.copyOf(reports);
  }

  /** Why it was refused, or why it was decided so. */
  Optional<Reason> reason() {
    return refused.or(() -> verdict.map(Verdict::reason));
  }
}
