package dev.tagfast.pipeline;

import dev.tagfast.act.restore.RestoreResult;
import dev.tagfast.act.restore.Restorer;
import dev.tagfast.act.rollout.ClusterUnavailable;
import dev.tagfast.act.rollout.Rollouts;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.registry.RegistryAnswer;
import dev.tagfast.registry.RegistryClient;
import dev.tagfast.report.Reporter;
import dev.tagfast.report.metrics.Metrics;
import dev.tagfast.resolve.Sighting;
import dev.tagfast.settings.Mode;
import dev.tagfast.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Steps 5 and 6: executes the recorded intents, reports the results, and closes the outbox. Each
 * part may run twice and may stop anywhere; the next delivery or reconcile repeats what is not
 * closed.
 */
@ApplicationScoped
public class IntentExecutor {
  private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(5);

  private final Rollouts rollouts;
  private final Restorer restorer;
  private final RegistryClient registry;
  private final Reporter reporter;
  private final Recorder recorder;
  private final Metrics metrics;
  private final Settings settings;
  private final InstantSource clock;

  public IntentExecutor(
      Rollouts rollouts,
      Restorer restorer,
      RegistryClient registry,
      Reporter reporter,
      Recorder recorder,
      Metrics metrics,
      Settings settings,
      InstantSource clock) {
    this.rollouts = rollouts;
    this.restorer = restorer;
    this.registry = registry;
    this.reporter = reporter;
    this.recorder = recorder;
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
      PushEvent event,
      Sighting sighting,
      Recorder.RecordedDecision recorded,
      List<Subscriber> followers,
      boolean mayRollOut) {
    TagEntry entry = recorded.entry().orElseThrow().entry();
    Cause cause = Cause.of(event);
    ExecutionResult result = new ExecutionResult(entry, cause, clock.instant());
    intents(recorded, Intent.Tell.class).forEach(result::addDemanded);
    Optional<Digest> accepted =
        entry.accepted().map(AcceptedDigest::digest).filter(_ -> mayRollOut);
    Optional<TemporaryFailure> failure =
        accepted.flatMap(
            digest ->
                isAcceptedDigestGone(event, sighting, digest, followers)
                    ? recordGone(result)
                    : rollOut(event.key(), digest, followers, cause, result));
    // A restore that is owed since mode act waits for that mode: observe changes nothing.
    List<Intent.Restore> restores =
        settings.mode() == Mode.ACT ? intents(recorded, Intent.Restore.class) : List.of();
    for (Intent.Restore restore : restores) {
      Optional<TemporaryFailure> earlier = failure;
      failure = restore(event.key(), restore, sighting, result).or(() -> earlier);
    }
    result
        .reports()
        .forEach(report -> result.recordDelivery(report, reporter.tell(report).isEmpty()));
    Optional<TagEntry> current =
        recorder.close(recorded, result::close, result.hasStartedRollout());
    if (failure.isEmpty() && accepted.isPresent()) {
      failure = rollOutAgain(event.key(), current, accepted, followers, cause, result);
    }
    failure.ifPresent(
        it -> {
          throw it;
        });
    return result;
  }

  private static <T extends Intent> List<T> intents(
      Recorder.RecordedDecision recorded, Class<T> kind) {
    return recorded.intents().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /**
   * Whether the registry has deleted the accepted digest, which it may do once no tag shows it.
   * Then no subscriber is rolled out to it; reconcile reports the subscribers that are pinned to it
   * already. Asks the registry only where the answer matters.
   */
  private boolean isAcceptedDigestGone(
      PushEvent event, Sighting sighting, Digest accepted, List<Subscriber> followers) {
    boolean shown = sighting instanceof Sighting.Seen seen && seen.digest().equals(accepted);
    boolean matters =
        event.isReconcile()
            || followers.stream().anyMatch(follower -> !follower.isPinnedTo(event.key(), accepted));
    return !shown
        && !followers.isEmpty()
        && matters
        && registry.head(event.key().repository(), accepted) instanceof RegistryAnswer.Absent;
  }

  private static Optional<TemporaryFailure> recordGone(ExecutionResult result) {
    result.recordAcceptedDigestGone();
    return Optional.empty();
  }

  private Optional<TemporaryFailure> rollOut(
      TagKey key, Digest to, List<Subscriber> followers, Cause cause, ExecutionResult result) {
    try {
      boolean observeOnly = settings.mode() == Mode.OBSERVE;
      result.recordRollouts(rollouts.bring(followers, key, to, cause, observeOnly));
      return Optional.empty();
    } catch (ClusterUnavailable e) {
      return Optional.of(TemporaryFailure.because(e, DEFAULT_RETRY_AFTER));
    }
  }

  private Optional<TemporaryFailure> restore(
      TagKey key, Intent.Restore restore, Sighting sighting, ExecutionResult result) {
    Optional<Digest> shown =
        sighting instanceof Sighting.Seen seen ? Optional.of(seen.digest()) : Optional.empty();
    return switch (restorer.restore(key, restore, shown)) {
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
    Optional<Digest> accepted = current.flatMap(TagEntry::accepted).map(AcceptedDigest::digest);
    return accepted.isEmpty() || accepted.equals(rolledOut)
        ? Optional.empty()
        : rollOut(key, accepted.get(), followers, cause, result);
  }
}
