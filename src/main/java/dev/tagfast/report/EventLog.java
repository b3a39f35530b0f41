package dev.tagfast.report;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.Verdict;
import dev.tagfast.image.ImageEvent;
import dev.tagfast.ledger.Observation;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * One line per event in the log category {@code dev.tagfast.event}, as logfmt: for people who grep
 * and for log stores that parse. Refused and overwritten stand out as warnings by their reports;
 * the line itself is information.
 */
public final class EventLog {
  /** The log category: its level can be set alone. */
  public static final String CATEGORY = "dev.tagfast.event";

  private static final Logger LOG = Logger.getLogger(CATEGORY);
  private static final int MOST_LISTED = 10;

  private EventLog() {}

  /**
   * Writes the line.
   *
   * @param took from the event's arrival to its answer
   */
  public static void write(Outcome outcome, Duration took) {
    LOG.info(line(outcome, took));
  }

  /**
   * Writes the line of an event that was handed on instead.
   *
   * @param forwarded the id it was handed on under
   */
  public static void forwarded(ImageEvent event, String forwarded, Duration took) {
    LOG.info(said(event).with("forwarded", forwarded).with("took_ms", took.toMillis()));
  }

  /** All keys, in their order; what there is none of is left out. */
  static String line(Outcome outcome, Duration took) {
    Logfmt line = said(outcome.event());
    outcome.observation().map(Observation::word).ifPresent(word -> line.with("observation", word));
    outcome.image().ifPresent(image -> line.with("kind", image.kind().word()));
    outcome
        .image()
        .flatMap(image -> image.build().revision())
        .ifPresent(revision -> line.with("revision", revision));
    line.with("verdict", outcome.refused().isPresent() ? "refused" : verdict(outcome));
    outcome.reason().map(Reason::word).ifPresent(word -> line.with("reason", word));
    outcome.verdict().flatMap(EventLog::why).ifPresent(why -> line.with("why", why));
    if (!outcome.rollouts().isEmpty()) {
      line.with("rollouts", outcome.rollouts().size());
      line.with(
          "workloads",
          outcome.rollouts().stream()
              .limit(MOST_LISTED)
              .map(EventLog::rollout)
              .collect(Collectors.joining(",")));
    }
    if (!outcome.reports().isEmpty()) {
      line.with(
          "reports",
          outcome.reports().stream()
              .limit(MOST_LISTED)
              .map(report -> report.kind().type() + ":" + report.id())
              .collect(Collectors.joining(",")));
    }
    return line.with("took_ms", took.toMillis()).toString();
  }

  private static Logfmt said(ImageEvent event) {
    Logfmt line =
        new Logfmt()
            .with("source", event.source())
            .with("action", event.action().name().toLowerCase(Locale.ROOT))
            .with("image", event.about());
    event.digest().ifPresent(digest -> line.with("digest", digest.value()));
    event.id().ifPresent(id -> line.with("id", id));
    event.actor().ifPresent(actor -> line.with("actor", actor));
    return line;
  }

  private static String verdict(Outcome outcome) {
    return outcome.verdict().map(Verdict::word).orElse("none");
  }

  /** What only this look knows: why a tag could not be judged. */
  private static Optional<String> why(Verdict verdict) {
    return verdict instanceof Verdict.Later(_, String why) && !why.isEmpty()
        ? Optional.of(why)
        : Optional.empty();
  }

  private static String rollout(RolloutResult rollout) {
    return rollout.workload() + ":" + rollout.reason().word();
  }
}
