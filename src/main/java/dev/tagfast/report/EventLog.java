package dev.tagfast.report;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.Verdict;
import dev.tagfast.image.ImageEvent;
import dev.tagfast.ledger.Observation;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Writes one logfmt line per event to the log category {@code dev.tagfast.event}, for grep and for
 * log stores that parse logfmt. Every line has level INFO; the reports of refused events and
 * overwrites are the warnings.
 */
public final class EventLog {
  /** The log category. Its level can be set separately. */
  public static final String CATEGORY = "dev.tagfast.event";

  private static final Logger LOG = Logger.getLogger(CATEGORY);
  private static final int MOST_LISTED = 10;

  private EventLog() {}

  /**
   * Logs the outcome of an event.
   *
   * @param took the time from the event's arrival to its answer
   */
  public static void write(Outcome outcome, Duration took) {
    LOG.info(line(outcome, took));
  }

  /**
   * Logs an event that was forwarded and not processed here.
   *
   * @param forwarded the id of the forwarded CloudEvent
   */
  public static void forwarded(ImageEvent event, String forwarded, Duration took) {
    LOG.info(eventFields(event).with("forwarded", forwarded).with("took_ms", took.toMillis()));
  }

  /** Formats the line: all keys in a fixed order, without those that have no value. */
  static String line(Outcome outcome, Duration took) {
    Logfmt line = eventFields(outcome.event());
    outcome.observation().map(Observation::word).ifPresent(word -> line.with("observation", word));
    outcome.image().ifPresent(image -> line.with("kind", image.kind().word()));
    outcome
        .image()
        .flatMap(image -> image.build().revision())
        .ifPresent(revision -> line.with("revision", revision));
    line.with("verdict", outcome.refused().isPresent() ? "refused" : verdict(outcome));
    outcome.reason().map(Reason::word).ifPresent(word -> line.with("reason", word));
    outcome.why().ifPresent(why -> line.with("why", why));
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

  private static Logfmt eventFields(ImageEvent event) {
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

  private static String rollout(RolloutResult rollout) {
    return rollout.workload() + ":" + rollout.reason().word();
  }
}
