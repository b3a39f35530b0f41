package dev.tagfast.pipeline;

import dev.tagfast.act.progress.Progress;
import dev.tagfast.act.restore.Anchorer;
import dev.tagfast.act.restore.RestoreResult;
import dev.tagfast.act.restore.Restorer;
import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.RolloutTarget;
import dev.tagfast.act.rollout.Rollouts;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Workload;
import dev.tagfast.connection.ClusterUnavailable;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.RestoreCondition;
import dev.tagfast.image.Digest;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.KeptDigest;
import dev.tagfast.ledger.LedgerUnavailable;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.TagMode;
import dev.tagfast.policy.Treatment;
import dev.tagfast.report.Report;
import dev.tagfast.report.Reporter;
import dev.tagfast.report.Situation;
import dev.tagfast.report.metrics.Metrics;
import dev.tagfast.resolve.Sighting;
import dev.tagfast.settings.Mode;
import dev.tagfast.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Steps 5 and 6: executes the recorded intents, reports the results, and closes the outbox. Each
 * part may run twice and may stop anywhere; the next delivery or reconcile repeats what is not
 * closed.
 */
@ApplicationScoped
public class IntentExecutor {
  private static final Logger LOG = Logger.getLogger(IntentExecutor.class);
  private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(5);

  private final Rollouts rollouts;
  private final Restorer restorer;
  private final Anchorer anchorer;
  private final Keeping keeping;
  private final AcceptedImageCheck images;
  private final Reporter reporter;
  private final Recorder recorder;
  private final EvidenceCollector evidenceCollector;
  private final Situations situations;
  private final Metrics metrics;
  private final Settings settings;
  private final InstantSource clock;

  public IntentExecutor(
      Rollouts rollouts,
      Restorer restorer,
      Anchorer anchorer,
      Keeping keeping,
      AcceptedImageCheck images,
      Reporter reporter,
      Recorder recorder,
      EvidenceCollector evidenceCollector,
      Situations situations,
      Metrics metrics,
      Settings settings,
      InstantSource clock) {
    this.rollouts = rollouts;
    this.restorer = restorer;
    this.anchorer = anchorer;
    this.keeping = keeping;
    this.images = images;
    this.reporter = reporter;
    this.recorder = recorder;
    this.evidenceCollector = evidenceCollector;
    this.situations = situations;
    this.metrics = metrics;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Executes the recorded intents.
   *
   * @param mayRollOut whether subscribers are rolled out to the accepted digest
   * @throws TemporaryFailure if the API server or the registry could not be asked; what was done
   *     until then is recorded
   */
  ExecutionResult execute(
      Delivery delivery, Evidence evidence, Recorder.Recorded recorded, boolean mayRollOut) {
    PushEvent event = delivery.event();
    Sighting sighting = evidence.sighting();
    List<Subscriber> followers = evidence.followers();
    TagEntry entry = recorded.entry().orElseThrow().entry();
    Cause cause = Cause.of(event);
    ExecutionResult result = new ExecutionResult(entry, cause, clock.instant());
    if (recorded.othersExecute()) {
      result.recordOthersMayBeUntold();
    }
    // Before the rollout: from then on nodes need the digest, and its tag may move on at once.
    Optional<TemporaryFailure> unanchored = anchor(event.key(), recorded, result);
    Optional<RolloutTarget> target = RolloutTarget.of(entry).filter(_ -> mayRollOut);
    Optional<TemporaryFailure> failure =
        target.flatMap(
            accepted ->
                switch (images.check(event, sighting, entry, accepted, followers)) {
                  case AcceptedImageCheck.Result.Present(RolloutTarget present) -> {
                    if (event.isReconcile()) {
                      result.recordAcceptedDigestPresent();
                    }
                    boolean patches =
                        followers.stream()
                            .anyMatch(
                                each ->
                                    !each.isAt(event.key(), present)
                                        || each.progress() instanceof Progress.Failed);
                    yield !patches || mayRollOut(entry)
                        ? rollOut(
                            event.key(), present, () -> followers, causeOf(entry, cause), result)
                        : Optional.empty();
                  }
                  case AcceptedImageCheck.Result.Vanished _ -> {
                    result.recordVanished();
                    yield Optional.empty();
                  }
                  case AcceptedImageCheck.Result.Gone(String what) -> {
                    result.recordAcceptedDigestGone(what);
                    yield Optional.empty();
                  }
                });
    if (settings.mode() == Mode.ACT && target.isPresent()) {
      delivery
          .driftLook()
          .ifPresent(pods -> pods.unblock(followers, event.key(), result.rollouts()));
    }
    Situation situation = situations.afterLook(event.key(), evidence, entry, result);
    situation.followers().ifPresent(result::recordFollowers);
    intents(recorded, Intent.Tell.class).forEach(tell -> result.addDemanded(tell, situation));
    delivery
        .driftLook()
        .flatMap(pods -> pods.of(event.key(), followers, entry.manifests()))
        .ifPresent(drifts -> result.recordDrifts(drifts, workloads(followers)));
    // What is owed since mode act waits for that mode: observe changes nothing.
    for (Intent.Restore restore : intents(recorded, Intent.Restore.class)) {
      Optional<TemporaryFailure> earlier = failure;
      failure = restoreIfStillWanted(event.key(), restore, sighting, result).or(() -> earlier);
    }
    deliver(result);
    Optional<TagEntry> current =
        recorder.close(recorded, result::close, result.hasStartedRollout());
    if (failure.isEmpty() && target.isPresent()) {
      Optional<Digest> rolledOut = target.map(RolloutTarget::digest);
      failure = rollOutAgain(event.key(), current, rolledOut, followers, cause, result);
    }
    failure
        .or(() -> unanchored)
        .ifPresent(
            it -> {
              throw it;
            });
    return result;
  }

  /**
   * Executes what needs no look at the registry: what is owed to people does not wait for a
   * registry that is away, or that is not asked about this tag any more.
   */
  void executeWithoutLook(
      PushEvent event, Recorder.Recorded recorded, Supplier<List<Subscriber>> followers) {
    TagEntry entry = recorded.entry().orElseThrow().entry();
    Cause cause = Cause.of(event);
    ExecutionResult result = new ExecutionResult(entry, cause, clock.instant());
    result.recordOthersMayBeUntold(); // Nobody looked at the followers before.
    if (!intents(recorded, Intent.Rollout.class).isEmpty() && mayRollOut(entry)) {
      RolloutTarget.of(entry)
          .ifPresent(to -> rollOut(event.key(), to, followers, causeOf(entry, cause), result));
    }
    Situation situation = situations.withoutLook(event.key(), entry, followers, result);
    intents(recorded, Intent.Tell.class).forEach(tell -> result.addDemanded(tell, situation));
    deliver(result);
    recorder.close(recorded, result::close, false);
  }

  /** A rollout that a person or an earlier event demanded names that one. */
  private static Cause causeOf(TagEntry entry, Cause event) {
    return entry.outbox().stream()
        .filter(Intent.Rollout.class::isInstance)
        .map(Intent::cause)
        .reduce((_, last) -> last)
        .orElse(event);
  }

  private void deliver(ExecutionResult result) {
    List<Report> reports = result.reports();
    Set<String> owed = owed(reports);
    for (Report report : reports) {
      boolean delivered = !owed.contains(report.id());
      result.recordDelivery(report, delivered);
      if (delivered) {
        report.rollout().flatMap(RolloutResult::took).ifPresent(metrics::rolledOut);
      }
    }
  }

  /** Reports that fail for a reason nobody thought of must not stop what else is to be done. */
  private Set<String> owed(List<Report> reports) {
    try {
      return reporter.tellAll(reports);
    } catch (RuntimeException e) {
      LOG.errorf(e, "the reports %s are owed", reports.stream().map(Report::id).toList());
      return reports.stream().map(Report::id).collect(Collectors.toSet());
    }
  }

  /** Counts whether the registry still had a manifest when its tag moved. */
  void countDisplaced(Evidence evidence) {
    evidence
        .displaced()
        .ifPresent(
            displaced ->
                evidence
                    .registry()
                    .ifPresent(registry -> metrics.displaced(registry.name(), displaced)));
  }

  /** Checks a restore against the entry and the policy as they are now, and does it. */
  private Optional<TemporaryFailure> restoreIfStillWanted(
      TagKey key, Intent.Restore restore, Sighting sighting, ExecutionResult result) {
    Optional<TagEntry> now = recorder.read(key).map(TagLedger.Versioned::entry);
    if (now.isEmpty()) {
      return Optional.empty();
    }
    PolicyAnswer policy = evidenceCollector.policyOf(now.get());
    boolean act = settings.mode() == Mode.ACT;
    boolean armed = evidenceCollector.isArmed(key.repository());
    return switch (RestoreCondition.of(restore, now.get(), policy, act, armed, clock.instant())) {
      case RestoreCondition.Holds _ -> restore(key, restore, sighting, now.get(), result);
      case RestoreCondition.Waits _ -> Optional.empty();
      case RestoreCondition.Unarmed _ -> {
        result.recordRestore(restore, Reason.RESTORE_UNARMED, RestoreCondition.Unarmed.why(key));
        metrics.restore(Reason.RESTORE_UNARMED);
        yield Optional.empty();
      }
      case RestoreCondition.Void(String why) -> {
        LOG.infof("%s is not put back on %s: %s", key, restore.to().abbreviated(), why);
        result.recordDone(restore);
        yield Optional.empty();
      }
    };
  }

  private static List<Workload> workloads(List<Subscriber> followers) {
    return followers.stream().map(Subscriber::workload).toList();
  }

  private static <T extends Intent> List<T> intents(Recorder.Recorded recorded, Class<T> kind) {
    return recorded.intents().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Whether the policies still let it, right before the patch: the look may be a while ago. */
  private boolean mayRollOut(TagEntry entry) {
    return evidenceCollector.policyOf(entry) instanceof PolicyAnswer.Treat(Treatment treatment)
        && treatment.mode() != TagMode.IGNORE;
  }

  private Optional<RolloutTarget> latestTarget(TagKey key) {
    return recorder.read(key).map(TagLedger.Versioned::entry).flatMap(RolloutTarget::of);
  }

  private Optional<TemporaryFailure> rollOut(
      TagKey key,
      RolloutTarget to,
      Supplier<List<Subscriber>> followers,
      Cause cause,
      ExecutionResult result) {
    try {
      boolean observeOnly = settings.mode() == Mode.OBSERVE;
      result.recordRollouts(
          rollouts.bring(followers.get(), key, to, () -> latestTarget(key), cause, observeOnly));
      return Optional.empty();
    } catch (ClusterUnavailable | LedgerUnavailable e) {
      return Optional.of(TemporaryFailure.because(e, DEFAULT_RETRY_AFTER));
    }
  }

  private Optional<TemporaryFailure> restore(
      TagKey key,
      Intent.Restore restore,
      Sighting sighting,
      TagEntry entry,
      ExecutionResult result) {
    Optional<Digest> shown =
        sighting instanceof Sighting.Seen seen ? Optional.of(seen.digest()) : Optional.empty();
    return switch (restorer.restore(key, restore, shown, entry.manifests())) {
      case RestoreResult.CouldNotAsk(String why, Optional<Duration> retryAfter) ->
          Optional.of(new TemporaryFailure(why, retryAfter.orElse(DEFAULT_RETRY_AFTER)));
      case RestoreResult.Ended(Reason reason, String detail) -> {
        result.recordRestore(restore, reason, detail);
        metrics.restore(reason);
        yield Optional.empty();
      }
    };
  }

  /**
   * Puts the anchors that are owed. What cannot be asked for now stays owed, and holds no rollout
   * back. What is owed since mode act waits for that mode: observe changes nothing.
   */
  private Optional<TemporaryFailure> anchor(
      TagKey key, Recorder.Recorded recorded, ExecutionResult result) {
    if (settings.mode() != Mode.ACT) {
      return Optional.empty();
    }
    List<Intent.Anchor> owed = intents(recorded, Intent.Anchor.class);
    if (!owed.isEmpty() && !keeping.keeps(recorded.entry().orElseThrow().entry())) {
      owed.forEach(result::recordDone); // Setting or policy changed since it was demanded.
      return Optional.empty();
    }
    for (Intent.Anchor anchor : owed) {
      switch (anchorer.anchor(key.repository(), anchor.digest())) {
        case Anchorer.Result.CouldNotAsk(String why, Optional<Duration> retryAfter) -> {
          // The others would wait for the same time-out, and the rollout with them.
          return Optional.of(new TemporaryFailure(why, retryAfter.orElse(DEFAULT_RETRY_AFTER)));
        }
        case Anchorer.Result.Anchored(List<String> children) -> {
          result.recordKept(
              anchor, KeptDigest.standing(anchor.digest(), children, clock.instant()));
          metrics.anchor(keeping.nameOf(key.repository()), Metrics.Anchor.PUT);
        }
        case Anchorer.Result.Refused(String why) -> {
          LOG.warnf(
              "%s of %s is not kept from the registry's garbage collection: %s",
              anchor.digest(), key, why);
          result.recordKept(anchor, KeptDigest.refused(anchor.digest(), clock.instant(), why));
          metrics.anchor(keeping.nameOf(key.repository()), Metrics.Anchor.REFUSED);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Rolls out again if the accepted digest has changed. Another delivery may have accepted another
   * digest during our rollout, and our patch may have been the later one.
   */
  private Optional<TemporaryFailure> rollOutAgain(
      TagKey key,
      Optional<TagEntry> current,
      Optional<Digest> rolledOut,
      List<Subscriber> followers,
      Cause cause,
      ExecutionResult result) {
    Optional<RolloutTarget> accepted = current.flatMap(RolloutTarget::of);
    return accepted.isEmpty() || accepted.map(RolloutTarget::digest).equals(rolledOut)
        ? Optional.empty()
        : rollOut(key, accepted.get(), () -> followers, cause, result);
  }
}
