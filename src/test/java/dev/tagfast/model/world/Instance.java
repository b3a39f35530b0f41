package dev.tagfast.model.world;

import dev.tagfast.ledger.TagLedger;
import dev.tagfast.ledger.approval.Approvals;
import dev.tagfast.lifecycle.Shutdown;
import dev.tagfast.pipeline.LaterLooks;
import dev.tagfast.pipeline.Pipelines;
import dev.tagfast.pipeline.PushPipeline;
import dev.tagfast.policy.PolicySource;
import dev.tagfast.reconcile.Candidates;
import dev.tagfast.reconcile.DriftLooks;
import dev.tagfast.reconcile.KnownTagLists;
import dev.tagfast.reconcile.ObserveReminder;
import dev.tagfast.reconcile.Reconcile;
import dev.tagfast.reconcile.Retention;
import dev.tagfast.reconcile.Sweeps;
import dev.tagfast.registry.RegistryAnswer;
import dev.tagfast.registry.RegistryClient;
import dev.tagfast.report.Reporter;
import dev.tagfast.report.metrics.Metrics;
import dev.tagfast.report.notice.Notices;
import dev.tagfast.settings.Settings;
import dev.tagfast.testing.TestSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One process with the real pipeline in it. It keeps nothing of the process before it. */
final class Instance {
  private static final Map<String, String> AT_ONCE =
      Map.of("tagfast.resolve.pause", "0s", "tagfast.reconcile.at-most-every", "0s");
  private static final Settings ACT = TestSettings.of(AT_ONCE);
  private static final Settings OBSERVE = TestSettings.of(observing());
  // Nothing here is about metrics, and a registry of them for each process costs more than the
  // rest.
  private static final Metrics METRICS = new Metrics(new SimpleMeterRegistry());

  private final PushPipeline pipeline;
  private final Reconcile reconcile;
  private final InstantSource clock;
  private final boolean acts;
  private final List<Runnable> laterLooks = new ArrayList<>();
  private boolean running = true;

  Instance(
      RegistryClient registry,
      ModelCluster cluster,
      TagLedger ledger,
      Approvals approvals,
      PolicySource policies,
      Reporter reporter,
      InstantSource clock,
      boolean acts) {
    Settings settings = acts ? ACT : OBSERVE;
    this.clock = clock;
    this.acts = acts;
    pipeline =
        Pipelines.pipeline(
            registry,
            cluster,
            ledger,
            policies,
            reporter,
            settings,
            clock,
            METRICS,
            new LaterLooks(settings, (_, work) -> laterLooks.add(work)),
            approvals);
    reconcile =
        new Reconcile(
            pipeline,
            cluster,
            ledger,
            approvals,
            policies,
            new Retention(ledger, policies, settings, clock),
            Sweeps.without(registry, ledger, policies, settings, clock),
            settings,
            new Shutdown(settings),
            new ObserveReminder(settings, Notices.inLog(clock)),
            new DriftLooks(settings, _ -> List.of(), new Metrics(new SimpleMeterRegistry())),
            new Candidates(
                new KnownTagLists(_ -> new RegistryAnswer.Absent<>(), settings, clock), ledger),
            () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));
  }

  PushPipeline pipeline() {
    return pipeline;
  }

  Reconcile reconcile() {
    return reconcile;
  }

  /** Its own idea of the time. */
  InstantSource clock() {
    return clock;
  }

  /** Whether it may change workloads and the registry. */
  boolean acts() {
    return acts;
  }

  boolean isRunning() {
    return running;
  }

  /** The looks that are to be made a moment later; they die with the process. */
  List<Runnable> takeLaterLooks() {
    List<Runnable> due = List.copyOf(laterLooks);
    laterLooks.clear();
    return due;
  }

  void stop() {
    running = false;
  }

  private static Map<String, String> observing() {
    return Map.of(
        "tagfast.mode",
        "observe",
        "tagfast.resolve.pause",
        "0s",
        "tagfast.reconcile.at-most-every",
        "0s");
  }
}
