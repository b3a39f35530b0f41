package dev.tagfast.reconcile;

import dev.tagfast.act.drift.RunningPods;
import dev.tagfast.image.AnchorTag;
import dev.tagfast.image.Digest;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.ledger.approval.Approvals;
import dev.tagfast.ledger.store.MemoryTagLedger;
import dev.tagfast.lifecycle.Shutdown;
import dev.tagfast.pipeline.Pipelines;
import dev.tagfast.pipeline.PushPipeline;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.PolicySource;
import dev.tagfast.policy.match.TagClass;
import dev.tagfast.registry.RegistryClient;
import dev.tagfast.registry.TagLists;
import dev.tagfast.registry.TagRemoval;
import dev.tagfast.report.metrics.Metrics;
import dev.tagfast.report.notice.Notices;
import dev.tagfast.settings.Settings;
import dev.tagfast.testing.FakeCluster;
import dev.tagfast.testing.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One installation of Tagfast beside a registry: a cluster and a ledger in memory, a clock that the
 * test moves, and processes that may be started anew at any time.
 *
 * @param <R> the client of the registry, a fake or the real one
 */
public final class KeepingWorld<R extends RegistryClient & TagLists & TagRemoval> {
  final MovableClock clock = new MovableClock();
  final MemoryTagLedger store = new MemoryTagLedger();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final FakeCluster cluster;
  private Settings settings;
  private final R registry;
  private final PolicySource policies;
  private RunningPods pods = _ -> List.of();
  private TagLedger ledger;
  private PushPipeline pipeline;
  private Reconcile reconcile;

  /** One whose policies are the default classes. */
  public KeepingWorld(R registry, Settings settings, Optional<String> owner) {
    this(registry, settings, owner, byClass(), () -> {});
  }

  KeepingWorld(
      R registry,
      Settings settings,
      Optional<String> owner,
      PolicySource policies,
      Runnable beforeClusterRequests) {
    this.registry = registry;
    this.settings = settings;
    this.policies = policies;
    this.cluster = new FakeCluster(beforeClusterRequests, clock);
    this.ledger = new OwnedLedger(store, owner);
    startAnew();
  }

  /** The default classes. */
  static PolicySource byClass() {
    return (key, _) -> new PolicyAnswer.Treat(TagClass.of(key.tag()).treatment());
  }

  /** A new process begins with what was stored. */
  void startAnew() {
    startAnew(ledger);
  }

  /** The same by another door to the store. */
  void startAnew(TagLedger used) {
    ledger = used;
    Metrics metrics = new Metrics(meters);
    pipeline =
        Pipelines.pipeline(
            registry, cluster, used, policies, _ -> List.of(), settings, clock, metrics);
    reconcile =
        new Reconcile(
            pipeline,
            cluster,
            used,
            Approvals.NONE,
            policies,
            new Retention(used, policies, settings, clock),
            Sweeps.of(
                registry,
                registry,
                registry,
                used,
                policies,
                namespace -> pods.in(namespace),
                settings,
                clock,
                metrics),
            settings,
            new Shutdown(settings),
            new ObserveReminder(settings, Notices.inLog(clock)),
            new DriftLooks(settings, namespace -> pods.in(namespace), metrics),
            new Candidates(new KnownTagLists(registry, settings, clock), used),
            () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));
  }

  /** The operator changes settings: a new process begins. */
  void settings(Settings now) {
    settings = now;
    startAnew();
  }

  /** The way of an event. */
  public PushPipeline pipeline() {
    return pipeline;
  }

  TagLedger ledger() {
    return ledger;
  }

  /** The cluster of this installation. */
  public FakeCluster cluster() {
    return cluster;
  }

  void pods(RunningPods now) {
    pods = now;
  }

  /** The next reconcile. */
  public void reconcile() {
    clock.pass(Duration.ofMinutes(5));
    reconcile.run();
  }

  /** Days go by, each with its first reconcile and one more, which does what the first demanded. */
  public void days(int days) {
    for (int i = 0; i < days; i++) {
      clock.pass(Duration.ofDays(1).minusMinutes(10));
      reconcile();
      reconcile();
    }
  }

  /** What the ledger says of a tag. */
  public TagEntry entry(TagKey key) {
    return store.read(key).orElseThrow().entry();
  }

  /** The tag by which this installation keeps a digest. */
  TagKey anchor(TagKey of, Digest digest) {
    return new TagKey(of.repository(), AnchorTag.of(digest, ledger.identity()));
  }
}
