package dev.tagfast.testing;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.RolloutTarget;
import dev.tagfast.act.rollout.Rollouts;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Subscribers;
import dev.tagfast.act.rollout.Workload;
import dev.tagfast.connection.ClusterUnavailable;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import dev.tagfast.image.ImageReference;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Cause;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * One single-container Deployment per tag, in memory; the real API is in the tests of act and in
 * the door tests.
 */
public final class FakeCluster implements Subscribers, Rollouts {
  private final Map<TagKey, ImageReference> images = new ConcurrentHashMap<>();
  private final Map<TagKey, Map<String, String>> notes = new ConcurrentHashMap<>();
  private final List<Digest> patches = new ArrayList<>();
  private final InstantSource clock;
  private final Runnable beforeEachRequest;
  private volatile boolean down;

  /**
   * @param beforeEachRequest may throw: the process dies here
   */
  public FakeCluster(Runnable beforeEachRequest) {
    this(beforeEachRequest, InstantSource.system());
  }

  /** The same by a clock of the test. */
  public FakeCluster(Runnable beforeEachRequest, InstantSource clock) {
    this.beforeEachRequest = beforeEachRequest;
    this.clock = clock;
  }

  /** Somebody applies a Deployment with the plain tag. */
  public void subscribe(TagKey key) {
    images.put(
        key,
        new ImageReference(key.repository().toString(), Optional.of(key.tag()), Optional.empty()));
  }

  /** Somebody deletes the Deployment of this tag. */
  public void delete(TagKey key) {
    images.remove(key);
    notes.remove(key);
  }

  /** The digest that the Deployment of this tag is pinned to. */
  public Optional<Digest> runs(TagKey key) {
    return Optional.ofNullable(images.get(key)).flatMap(ImageReference::digest);
  }

  /** Every digest that was ever patched in, in order. */
  public List<Digest> patches() {
    return List.copyOf(patches);
  }

  /** Whether it can be asked. */
  public void down(boolean now) {
    down = now;
  }

  @Override
  public List<Subscriber> following(TagKey key) {
    request();
    return images.containsKey(key) ? List.of(subscriber(key)) : List.of();
  }

  @Override
  public List<Subscriber> all() {
    request();
    return images.keySet().stream().map(this::subscriber).toList();
  }

  @Override
  public synchronized List<RolloutResult> bring(
      List<Subscriber> subscribers,
      TagKey key,
      RolloutTarget target,
      Supplier<Optional<RolloutTarget>> latest,
      Cause cause,
      boolean observeOnly) {
    Digest to = target.digest();
    if (subscribers.isEmpty()) {
      return List.of();
    }
    Optional<Digest> from = runs(key);
    if (from.filter(target::isReachedBy).isPresent()) {
      return List.of(result(key, Reason.ALREADY_PINNED, from, to));
    }
    if (observeOnly) {
      return List.of(result(key, Reason.OBSERVE_ONLY, from, to));
    }
    request();
    RolloutResult.Begun begun =
        new RolloutResult.Begun(clock.instant(), target.past().generation());
    images.computeIfPresent(key, (_, image) -> image.pinnedTo(to));
    notes.put(
        key,
        Map.of(
            "written.tagfast.dev/app", images.get(key).toString(),
            "started.tagfast.dev/app", begun.at() + " " + begun.generation(),
            "tagfast.dev/at", begun.at().toString(),
            "tagfast.dev/from", from.map(Digest::value).orElse("")));
    patches.add(to);
    RolloutResult started = result(key, Reason.ROLLOUT_STARTED, from, to);
    return List.of(
        new RolloutResult(
            started.workload(),
            started.containers(),
            started.reason(),
            from,
            to,
            "",
            Optional.of(begun),
            Optional.empty(),
            Optional.empty()));
  }

  private Subscriber subscriber(TagKey key) {
    return new Subscriber(
        workload(key),
        "1",
        Map.of(),
        notes.getOrDefault(key, Map.of()),
        true,
        List.of(),
        List.of(
            new Subscriber.FollowingContainer(
                "app", "/spec/template/spec/containers/0", images.get(key), Optional.of(key))));
  }

  private static RolloutResult result(TagKey key, Reason reason, Optional<Digest> from, Digest to) {
    return new RolloutResult(workload(key), List.of("app"), reason, from, to, "");
  }

  private static Workload workload(TagKey key) {
    return new Workload("apps/v1", "Deployment", "default", key.tag().value(), "uid");
  }

  private void request() {
    beforeEachRequest.run();
    if (down) {
      throw new ClusterUnavailable("the API server is down", new IllegalStateException());
    }
  }
}
