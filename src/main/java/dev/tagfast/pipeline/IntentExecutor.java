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
 * Steps 5 and 6: carries out what was recorded, tells what came of it, and closes the outbox. All
 * of it may be done twice and may stop anywhere; what is not closed is done again by the next
 * delivery or reconcile.
 */
@ApplicationScoped
public class IntentExecutor {
  private static final Duration SOON = Duration.ofSeconds(5);

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
   * Carries out what was recorded.
   *
   * @param mayRoll whether subscribers are brought to the accepted digest
   * @throws TemporaryFailure if the API server or the registry could not be asked; what was done
   *     until then is recorded
   */
  ExecutionResult carryOut(
      PushEvent event,
      Sighting sighting,
      Recorder.Recorded recorded,
      List<Subscriber> followers,
      boolean mayRoll) {
    TagEntry entry = recorded.entry().orElseThrow().entry();
    Cause cause = Cause.of(event);
    ExecutionResult result = new ExecutionResult(entry, cause, clock.instant());
    intents(recorded, Intent.Tell.class).forEach(result::demanded);
    Optional<Digest> accepted = entry.accepted().map(AcceptedDigest::digest).filter(_ -> mayRoll);
    Optional<TemporaryFailure> failure =
        accepted.flatMap(
            digest ->
                isGone(event, sighting, digest, followers)
                    ? gone(result)
                    : bring(event.key(), digest, followers, cause, result));
    // One that is owed from mode act waits for it: observe changes nothing at all.
    List<Intent.Restore> restores =
        settings.mode() == Mode.ACT ? intents(recorded, Intent.Restore.class) : List.of();
    for (Intent.Restore restore : restores) {
      Optional<TemporaryFailure> earlier = failure;
      failure = restore(event.key(), restore, sighting, result).or(() -> earlier);
    }
    result.reports().forEach(report -> result.told(report, reporter.tell(report).isEmpty()));
    Optional<TagEntry> now = recorder.close(recorded, result::close, result.hasStarted());
    if (failure.isEmpty() && accepted.isPresent()) {
      failure = follow(event.key(), now, accepted, followers, cause, result);
    }
    failure.ifPresent(
        it -> {
          throw it;
        });
    return result;
  }

  private static <T extends Intent> List<T> intents(Recorder.Recorded recorded, Class<T> kind) {
    return recorded.toDo().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /**
   * A digest that the tag does not show may have been collected by the registry. Nobody is sent
   * there, and those who are there already are told of by reconcile.
   */
  private boolean isGone(
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

  private static Optional<TemporaryFailure> gone(ExecutionResult result) {
    result.acceptedDigestGone();
    return Optional.empty();
  }

  private Optional<TemporaryFailure> bring(
      TagKey key, Digest to, List<Subscriber> followers, Cause cause, ExecutionResult result) {
    try {
      boolean observeOnly = settings.mode() == Mode.OBSERVE;
      result.rolledOut(rollouts.bring(followers, key, to, cause, observeOnly));
      return Optional.empty();
    } catch (ClusterUnavailable e) {
      return Optional.of(TemporaryFailure.because(e, SOON));
    }
  }

  private Optional<TemporaryFailure> restore(
      TagKey key, Intent.Restore restore, Sighting sighting, ExecutionResult result) {
    Optional<Digest> shown =
        sighting instanceof Sighting.Seen seen ? Optional.of(seen.digest()) : Optional.empty();
    return switch (restorer.restore(key, restore, shown)) {
      case RestoreResult.CouldNotAsk(String why, Optional<Duration> retryAfter) ->
          Optional.of(new TemporaryFailure(why, retryAfter.orElse(SOON)));
      case RestoreResult.Ended(Reason reason, String detail) -> {
        result.restored(restore, reason, detail);
        metrics.restore(reason);
        yield Optional.empty();
      }
    };
  }

  /**
   * Another delivery may have had another digest accepted while we rolled ours out, and our patch
   * may have been the later one: then the subscribers are brought to what is accepted now.
   */
  private Optional<TemporaryFailure> follow(
      TagKey key,
      Optional<TagEntry> now,
      Optional<Digest> brought,
      List<Subscriber> followers,
      Cause cause,
      ExecutionResult result) {
    Optional<Digest> accepted = now.flatMap(TagEntry::accepted).map(AcceptedDigest::digest);
    return accepted.isEmpty() || accepted.equals(brought)
        ? Optional.empty()
        : bring(key, accepted.get(), followers, cause, result);
  }
}
