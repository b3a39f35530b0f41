package dev.tagfast.report.metrics;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.decide.Verdict;
import dev.tagfast.image.ImageEvent;
import dev.tagfast.report.DeliveryResult;
import dev.tagfast.report.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;

/**
 * Counts events, rollouts, restores and reports. Label values are only words that Tagfast or the
 * operator chose (reasons, kinds, names of sources). With a tag, digest or actor as a label,
 * anybody who can push could fill Prometheus.
 */
@ApplicationScoped
public class Metrics {
  private static final String NONE = "none";

  private final MeterRegistry registry;
  private final Runnable onCounted;

  /**
   * Creates meters at their first use. Every handled event asks for a push, if a push is
   * configured.
   */
  @Inject
  Metrics(MeterRegistry registry, MetricsPush push) {
    this(registry, push::soon);
  }

  /** Creates meters that are not pushed. */
  public Metrics(MeterRegistry registry) {
    this(registry, () -> {});
  }

  private Metrics(MeterRegistry registry, Runnable onCounted) {
    this.registry = registry;
    this.onCounted = onCounted;
  }

  /**
   * Counts one event and its rollouts: {@code tagfast_events_total}, {@code tagfast_event_seconds},
   * {@code tagfast_rollouts_total}.
   *
   * @param took the time from the event's arrival to its answer
   */
  public void handled(Outcome outcome, Duration took) {
    String action = outcome.event().action().name().toLowerCase(Locale.ROOT);
    registry
        .counter(
            "tagfast.events",
            "source",
            outcome.event().source(),
            "action",
            action,
            "verdict",
            outcome.verdict().map(Verdict::word).orElse(NONE),
            "reason",
            outcome.reason().map(Reason::word).orElse(NONE))
        .increment();
    registry.timer("tagfast.event").record(took);
    for (RolloutResult rollout : outcome.rollouts()) {
      registry.counter("tagfast.rollouts", "reason", rollout.reason().word()).increment();
    }
    onCounted.run();
  }

  /**
   * Counts one forwarded event: {@code tagfast_forwarded_total}.
   *
   * @param taken whether the sink took the event
   */
  public void forwarded(ImageEvent event, boolean taken) {
    registry
        .counter(
            "tagfast.forwarded",
            "source",
            event.source(),
            "result",
            taken ? "delivered" : "undelivered")
        .increment();
  }

  /** Counts one attempt to restore a tag: {@code tagfast_restores_total}. */
  public void restore(Reason reason) {
    registry.counter("tagfast.restores", "reason", reason.word()).increment();
  }

  /**
   * Counts one delivery of a report: {@code tagfast_reports_total}. Nothing is counted where the
   * channel does not apply.
   *
   * @param place the name of the channel
   */
  public void report(ReportKind kind, String place, DeliveryResult delivery) {
    if (delivery instanceof DeliveryResult.NotApplicable) {
      return;
    }
    registry
        .counter("tagfast.reports", "kind", kind.type(), "place", place, "result", delivery.word())
        .increment();
  }
}
