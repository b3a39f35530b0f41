package dev.tagfast.report;

import dev.tagfast.act.RolloutResult;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.Verdict;
import dev.tagfast.observe.Observation;
import java.util.Locale;
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

  /** Writes the line. */
  public static void write(Handled handled) {
    LOG.info(line(handled));
  }

  /** All keys, in their order; what there is none of is left out. */
  static String line(Handled handled) {
    Logfmt line =
        new Logfmt()
            .with("source", handled.event().source())
            .with("action", handled.event().action().name().toLowerCase(Locale.ROOT))
            .with("image", handled.event().key().toString());
    handled.event().digest().ifPresent(digest -> line.with("digest", digest.value()));
    handled.event().id().ifPresent(id -> line.with("id", id));
    handled.event().actor().ifPresent(actor -> line.with("actor", actor));
    handled.observation().map(Observation::word).ifPresent(word -> line.with("observation", word));
    line.with("verdict", handled.refused().isPresent() ? "refused" : verdict(handled));
    handled.reason().map(Reason::word).ifPresent(word -> line.with("reason", word));
    if (!handled.rollouts().isEmpty()) {
      line.with("rollouts", handled.rollouts().size());
      line.with(
          "workloads",
          handled.rollouts().stream()
              .limit(MOST_LISTED)
              .map(EventLog::rollout)
              .collect(Collectors.joining(",")));
    }
    if (!handled.reports().isEmpty()) {
      line.with(
          "reports",
          handled.reports().stream()
              .limit(MOST_LISTED)
              .map(report -> report.kind().type() + ":" + report.id())
              .collect(Collectors.joining(",")));
    }
    return line.with("took_ms", handled.took().toMillis()).toString();
  }

  private static String verdict(Handled handled) {
    return handled.verdict().map(Verdict::word).orElse("none");
  }

  private static String rollout(RolloutResult rollout) {
    return rollout.workload() + ":" + rollout.reason().word();
  }
}
