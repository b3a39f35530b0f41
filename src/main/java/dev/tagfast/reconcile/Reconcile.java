package dev.tagfast.reconcile;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.RolloutTarget;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Subscribers;
import dev.tagfast.connection.ClusterUnavailable;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.LedgerUnavailable;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.ledger.approval.Approvals;
import dev.tagfast.lifecycle.Shutdown;
import dev.tagfast.pipeline.DriftLook;
import dev.tagfast.pipeline.PushPipeline;
import dev.tagfast.pipeline.TemporaryFailure;
import dev.tagfast.policy.PolicySource;
import dev.tagfast.policy.PolicyUnavailable;
import dev.tagfast.report.Outcome;
import dev.tagfast.settings.Settings;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Looks at every followed tag and every unfinished entry. So it finds lost events, and finishes
 * what was recorded and not done. One run lists the subscribers once and the unfinished entries
 * once, and sends a HEAD per tag. Registries are asked side by side.
 */
@ApplicationScoped
public class Reconcile implements ReconcileTrigger {
  private static final Logger LOG = Logger.getLogger(Reconcile.class);

  private final PushPipeline pipeline;
  private final Subscribers subscribers;
  private final TagLedger ledger;
  private final Approvals approvals;
  private final PolicySource policies;
  private final Retention retention;
  private final AnchorSweep anchors;
  private final Settings.Reconcile settings;
  private final Shutdown shutdown;
  private final ObserveReminder observing;
  private final DriftLooks drift;
  private final Candidates candidates;
  private final AtomicBoolean running = new AtomicBoolean();
  private final Map<String, TagKey> cursors = new ConcurrentHashMap<>();

  /** By a clock that never goes back: a wall clock that is set back would stop every reconcile. */
  private final LongSupplier nanos;

  private volatile OptionalLong lastEnded = OptionalLong.empty();

  @Inject
  public Reconcile(
      PushPipeline pipeline,
      Subscribers subscribers,
      TagLedger ledger,
      Approvals approvals,
      PolicySource policies,
      Retention retention,
      AnchorSweep anchors,
      Settings settings,
      Shutdown shutdown,
      ObserveReminder observing,
      DriftLooks drift,
      Candidates candidates) {
    this(
        pipeline,
        subscribers,
        ledger,
        approvals,
        policies,
        retention,
        anchors,
        settings,
        shutdown,
        observing,
        drift,
        candidates,
        System::nanoTime);
  }

  /**
   * @param nanos a clock that never goes back
   */
  public Reconcile(
      PushPipeline pipeline,
      Subscribers subscribers,
      TagLedger ledger,
      Approvals approvals,
      PolicySource policies,
      Retention retention,
      AnchorSweep anchors,
      Settings settings,
      Shutdown shutdown,
      ObserveReminder observing,
      DriftLooks drift,
      Candidates candidates,
      LongSupplier nanos) {
    this.nanos = nanos;
    this.observing = observing;
    this.drift = drift;
    this.candidates = candidates;
    this.shutdown = shutdown;
    this.pipeline = pipeline;
    this.subscribers = subscribers;
    this.ledger = ledger;
    this.approvals = approvals;
    this.policies = policies;
    this.retention = retention;
    this.anchors = anchors;
    this.settings = settings.reconcile();
  }

  @Override
  public boolean run() {
    if (isTooSoon() || !running.compareAndSet(false, true)) {
      return false;
    }
    try {
      // Before all that may fail: who looks for a fault must know the mode.
      observing.remind();
      reconcileAll();
      return true;
    } finally {
      lastEnded = OptionalLong.of(nanos.getAsLong());
      running.set(false);
    }
  }

  /**
   * Runs where the process keeps running. On Knative a PingSource sends {@code
   * dev.tagfast.reconcile} instead.
   */
  @Scheduled(every = "${tagfast.reconcile.every}", delayed = "10s")
  void onSchedule() {
    if (!shutdown.mayBegin()) {
      return;
    }
    try {
      run();
    } catch (TemporaryFailure e) {
      LOG.warnf("reconcile ended early, the next one starts again: %s", e.getMessage());
    } finally {
      shutdown.finished();
    }
  }

  private void reconcileAll() {
    try {
      judgePolicies();
      List<Subscriber> all = subscribers.all();
      NewerTags newer = new NewerTags(all, candidates.begin(all)::of);
      ReconcileRun begun = new ReconcileRun(approvals.waiting());
      newer.bring((key, those) -> broughtTo(key, those, begun));
      Map<TagKey, List<Subscriber>> followed = newer.followedTags();
      Map<TagKey, List<Subscriber>> tags = new LinkedHashMap<>();
      // What a process left unfinished comes before tags that are as they should be.
      ledger
          .unfinished()
          .forEach(
              open -> {
                TagKey key = open.entry().key();
                tags.put(key, followed.getOrDefault(key, newer.concernedBy(key)));
              });
      Set<TagKey> unfinished = Set.copyOf(tags.keySet());
      followed.forEach(tags::putIfAbsent);
      begun.approved().forEach(key -> tags.putIfAbsent(key, newer.concernedBy(key)));
      Map<String, List<TagKey>> byRegistry =
          tags.keySet().stream().collect(Collectors.groupingBy(key -> key.repository().host()));
      ReconcileRun run = begun.with(tags, unfinished, drift.begin());
      SideBySide.run(
          byRegistry.entrySet().stream()
              .<Runnable>map(
                  registry -> () -> reconcileRegistry(registry.getKey(), registry.getValue(), run))
              .toList());
      run.pods().ifPresent(drift::end);
      ReconcileLog.failures(run.failures(), tags.size());
      ReconcileLog.held(run.held());
      anchors.sweepOnceADay(all, newer.kept());
      retention.sweepOnceADay(newer.kept());
    } catch (LedgerUnavailable | ClusterUnavailable | PolicyUnavailable e) {
      throw TemporaryFailure.because(e, settings.atMostEvery());
    }
  }

  /** A policy is judged here at the latest, also if nobody pushes and nobody watches. */
  private void judgePolicies() {
    try {
      policies.judgeAll();
    } catch (PolicyUnavailable e) {
      // Each tag fails by itself; what is owed and needs no policy is done nevertheless.
      LOG.warnf("The policies were not judged: %s", e.getMessage());
    }
  }

  /**
   * Looks at the tags of one registry, those after the cursor first: a run that was cut short does
   * not begin at the same tags for ever.
   */
  private void reconcileRegistry(String host, List<TagKey> keys, ReconcileRun run) {
    for (TagKey key :
        ReconcileOrder.of(keys, run.unfinished(), Optional.ofNullable(cursors.get(host)))) {
      if (shutdown.hasBegun()) {
        break; // Between two tags nothing is half done; the next reconcile looks at the others.
      }
      cursors.put(host, key);
      reconcileTag(key, run).ifPresent(why -> run.failures().put(key, why));
    }
  }

  private boolean isTooSoon() {
    OptionalLong last = lastEnded;
    return last.isPresent()
        && nanos.getAsLong() - last.getAsLong() < settings.atMostEvery().toNanos();
  }

  /**
   * Brings these followers to a newer tag; empty: it could not be asked whether it is one, or
   * another process is about it.
   */
  private Optional<List<RolloutResult>> broughtTo(
      TagKey key, List<Subscriber> followers, ReconcileRun run) {
    if (shutdown.hasBegun()) {
      return Optional.empty();
    }
    List<RolloutResult> results = new ArrayList<>();
    Optional<String> failure = reconcileTag(key, followers, Optional.empty(), run, results);
    failure.ifPresent(why -> run.failures().put(key, why));
    boolean unknown = failure.isPresent() || (results.isEmpty() && isAccepted(key));
    return unknown ? Optional.empty() : Optional.of(List.copyOf(results));
  }

  private boolean isAccepted(TagKey key) {
    return ledger.read(key).map(TagLedger.Versioned::entry).flatMap(RolloutTarget::of).isPresent();
  }

  private Optional<String> reconcileTag(TagKey key, ReconcileRun run) {
    List<Subscriber> followers = run.tags().getOrDefault(key, List.of());
    return reconcileTag(key, followers, run.pods(), run, new ArrayList<>());
  }

  /**
   * Handles one tag. A failure must not keep the other tags from being looked at.
   *
   * @param results gets what became of the followers
   * @return why it failed; empty: it did not
   */
  private Optional<String> reconcileTag(
      TagKey key,
      List<Subscriber> followers,
      Optional<DriftLook> pods,
      ReconcileRun run,
      List<RolloutResult> results) {
    try {
      Outcome outcome = pipeline.reconcile(key, followers, pods, run.approved().contains(key));
      results.addAll(outcome.rollouts());
      outcome.rollouts().stream()
          .filter(result -> result.reason().holdsRollout())
          .forEach(run.held()::add);
      return Optional.empty();
    } catch (TemporaryFailure e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // A bug, or an entry that another version wrote.
      LOG.errorf(e, "reconcile failed at %s", key);
      return Optional.of("unexpected " + e.getClass().getName());
    }
  }
}
