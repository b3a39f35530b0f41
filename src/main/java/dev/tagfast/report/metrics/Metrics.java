package dev.tagfast.report.metrics;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.decide.Verdict;
import dev.tagfast.image.ImageEvent;
import dev.tagfast.ledger.Displaced;
import dev.tagfast.report.DeliveryResult;
import dev.tagfast.report.Outcome;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Counts what happened. Labels hold only words that we or the operator chose (reasons, kinds, names
 * of sources and registries): a tag, digest or actor as a label would let anybody who can push fill
 * Prometheus.
 */
@ApplicationScoped
public class Metrics {
  private static final String NONE = "none";
  private static final int NEVER = -1;

  private final MeterRegistry registry;
  private final Runnable counted;
  private final AtomicInteger drifting = new AtomicInteger(NEVER);

  /** Meters are made as they are first needed, and pushed where that is configured. */
  @Inject
  Metrics(MeterRegistry registry, MetricsPush push) {
    this(registry, push::soon);
  }

  /** Meters that nobody pushes. */
  public Metrics(MeterRegistry registry) {
    this(registry, () -> {});
  }

  private Metrics(MeterRegistry registry, Runnable counted) {
    this.registry = registry;
    this.counted = counted;
  }

  /** {@code tagfast_drifting_containers}: as the last reconcile of this process found them. */
  public void drifting(int containers) {
    if (drifting.getAndSet(containers) == NEVER) {
      registry.gauge("tagfast.drifting.containers", drifting);
    }
    counted.run();
  }

  /**
   * {@code tagfast_admission_certificate_seconds}, in place of one that was given before.
   *
   * @param left until the certificate of the admission webhook ends
   */
  public void certificate(Supplier<Duration> left) {
    registry.find("tagfast.admission.certificate").meters().forEach(registry::remove);
    Gauge.builder("tagfast.admission.certificate", () -> left.get().toSeconds())
        .baseUnit("seconds")
        .register(registry);
  }

  /**
   * {@code tagfast_events_total}, {@code tagfast_event_seconds}, {@code tagfast_rollouts_total}.
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
    counted.run();
  }

  /** {@code tagfast_rollout_seconds}: one rollout, from the push until all pods were ready. */
  public void rolledOut(Duration took) {
    registry.timer("tagfast.rollout").record(took);
    counted.run();
  }

  /** {@code tagfast_forwarded_total}: one event handed to the sink, or not taken there. */
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

  /**
   * {@code tagfast_refused_total}: one request or event that was not looked at.
   *
   * @param source the configured name, {@code events}, or {@code unknown}
   * @param reason a word of ours
   */
  public void refused(String source, String reason) {
    registry.counter("tagfast.refused", "source", source, "reason", reason).increment();
    counted.run();
  }

  /** {@code tagfast_restores_total}: one try to put a tag back. */
  public void restore(Reason reason) {
    registry.counter("tagfast.restores", "reason", reason.word()).increment();
  }

  /**
   * {@code tagfast_displaced_manifests_total}: a protected tag moved off its accepted manifest.
   *
   * @param registry the name in the settings
   */
  public void displaced(String registry, Displaced displaced) {
    boolean kept =
        switch (displaced) {
          case KEPT -> true;
          case DROPPED -> false;
        };
    this.registry
        .counter(
            "tagfast.displaced.manifests", "registry", registry, "kept", Boolean.toString(kept))
        .increment();
  }

  /** What was done about an anchor. */
  public enum Anchor {
    /** It was put. */
    PUT,
    /** The registry refused it: the digest is not kept. */
    REFUSED,
    /** Nothing runs the digest, and it was removed. */
    REMOVED,
    /** The same, and its tag stays with an empty index. */
    EMPTIED,
    /** Nothing runs the digest, and the registry did not let it be removed. */
    STAYS
  }

  /**
   * {@code tagfast_anchors_total}: one anchor that was put, or removed.
   *
   * @param host of the registry
   */
  public void anchor(String host, Anchor what) {
    registry
        .counter(
            "tagfast.anchors", "registry", host, "result", what.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  /** {@code tagfast_reports_total}: one report at one place. */
  public void report(ReportKind kind, String place, DeliveryResult delivery) {
    if (delivery instanceof DeliveryResult.NotApplicable) {
      return;
    }
    registry
        .counter("tagfast.reports", "kind", kind.type(), "place", place, "result", delivery.word())
        .increment();
  }
}
