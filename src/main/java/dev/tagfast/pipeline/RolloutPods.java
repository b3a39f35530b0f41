package dev.tagfast.pipeline;

import dev.tagfast.act.drift.PodsByWorkload;
import dev.tagfast.act.drift.RunningPod;
import dev.tagfast.act.progress.PodHealth;
import dev.tagfast.act.progress.ProgressByPods;
import dev.tagfast.act.rollout.RollbackSettings;
import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.StartedRollout;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Subscriber.FollowingContainer;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import dev.tagfast.image.ImageReference;
import dev.tagfast.image.TagKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the pods of a follower say of its rollout, and which of them stand in its way. No I/O. */
final class RolloutPods {
  private static final String STATEFUL_SET = "StatefulSet";

  private RolloutPods() {}

  /** The follower with what its pods say. */
  static Subscriber judged(
      Subscriber follower, StartedRollout started, PodsByWorkload pods, Instant now) {
    Map<String, String> images = new HashMap<>();
    Duration deadline = RollbackSettings.DEFAULT_DEADLINE;
    for (FollowingContainer container : follower.containers()) {
      if (started.containers().contains(container.name())) {
        images.put(container.name(), container.image().toString());
        if (RollbackSettings.of(follower.annotations(), container.name())
            instanceof RollbackSettings.Understood(_, Duration own)) {
          deadline = own;
        }
      }
    }
    List<PodHealth> health = pods.of(follower.workload()).stream().map(RunningPod::health).toList();
    return follower.with(ProgressByPods.of(follower.progress(), images, health, deadline, now));
  }

  /**
   * The pods that are not ready and run a digest that a rollback of this workload took away.
   *
   * @param results what was just rolled back, which the follower does not say yet
   */
  static List<PodHealth> blocking(
      Subscriber follower, TagKey key, PodsByWorkload pods, List<RolloutResult> results) {
    if (!follower.workload().kind().equals(STATEFUL_SET)) {
      return List.of();
    }
    Optional<Digest> justNow =
        results.stream()
            .filter(result -> result.reason() == Reason.ROLLED_BACK)
            .filter(result -> result.workload().equals(follower.workload()))
            .flatMap(result -> result.from().stream())
            .findFirst();
    boolean back = StartedRollout.of(follower, key).filter(StartedRollout::back).isPresent();
    if (justNow.isEmpty() && !back) {
      return List.of();
    }
    return pods.of(follower.workload()).stream()
        .map(RunningPod::health)
        .filter(pod -> !pod.ready())
        .filter(
            pod ->
                follower.following(key).stream()
                    .anyMatch(container -> isBad(follower, container, pod, justNow)))
        .toList();
  }

  private static boolean isBad(
      Subscriber follower, FollowingContainer container, PodHealth pod, Optional<Digest> justNow) {
    return Optional.ofNullable(pod.images().get(container.name()))
        .flatMap(ImageReference::ifValid)
        .flatMap(ImageReference::digest)
        .filter(
            digest ->
                justNow.filter(digest::equals).isPresent()
                    || follower.remembersAsBad(container, digest))
        .isPresent();
  }
}
