package dev.tagfast.act.rollout;

import dev.tagfast.act.progress.Progress;
import dev.tagfast.act.rollout.ContainerPlan.Held;
import dev.tagfast.act.rollout.ContainerPlan.RollBack;
import dev.tagfast.act.rollout.Subscriber.FollowingContainer;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * When a failed rollout is taken back, and what is remembered for that on the workload: the image
 * that ran completely, and the digests that failed. Pure.
 */
final class Rollback {
  /** How many digests are remembered as bad, the newest. */
  private static final int MOST_BAD = 10;

  private Rollback() {}

  /**
   * The way back of a container whose image is ours to write and whose rollout failed; empty: it
   * did not, nobody asks for it, or there is no image to go back to. Only what we wrote is taken
   * back: what a person wrote stays.
   */
  static Optional<RollBack> of(
      Subscriber subscriber, FollowingContainer container, RolloutTarget target) {
    Optional<StartedRollout> ours = ours(subscriber, container);
    if (!(subscriber.progress() instanceof Progress.Failed(String why))
        || !isAskedFor(subscriber, container)
        || ours.isEmpty()
        || ours.get().back()) {
      return Optional.empty();
    }
    Digest failed = ours.get().to();
    return new RolloutAnnotations(subscriber.annotations())
        .completed(container.name())
        .filter(image -> image.name().equals(container.image().name()))
        .filter(
            image ->
                image.digest().filter(digest -> !target.past().isQuarantined(digest)).isPresent())
        .filter(image -> !image.digest().equals(Optional.of(failed)))
        .filter(image -> !bad(subscriber, container).containsAll(image.digest().stream().toList()))
        .map(image -> new RollBack(container, image, failed, why));
  }

  /**
   * What keeps the container from the target: it failed there before, or nobody knows whether it is
   * to be rolled back.
   */
  static Optional<Held> barred(
      Subscriber subscriber, FollowingContainer container, RolloutTarget target) {
    if (RollbackSettings.of(subscriber.annotations(), container.name())
        instanceof RollbackSettings.Malformed(String why)) {
      return Optional.of(new Held(container, Reason.ROLLBACK_SETTING_INVALID, why));
    }
    return isBad(subscriber, container, target)
        ? Optional.of(new Held(container, Reason.DIGEST_BAD, sentence(container, target.digest())))
        : Optional.empty();
  }

  /** Whether the target failed in this container before. */
  static boolean isBad(Subscriber subscriber, FollowingContainer container, RolloutTarget target) {
    return bad(subscriber, container).stream().anyMatch(target::isReachedBy);
  }

  /** What is said on a workload of a digest that failed. */
  static String sentence(FollowingContainer container, Digest failed) {
    return failed.abbreviated()
        + " failed in "
        + container.place().title()
        + " before and is not rolled out there again. Push a mended image, or remove the annotation "
        + RolloutAnnotations.BAD
        + container.name()
        + " to let it have another try.";
  }

  /**
   * What a patch that leaves the image of a container remembers of it, by annotation: that it ran
   * completely, or that it failed. Nothing where nobody asks for rollbacks.
   *
   * @param target where the container goes
   */
  static Map<String, String> notes(
      Subscriber subscriber, FollowingContainer container, RolloutTarget target) {
    if (!isAskedFor(subscriber, container) || container.image().digest().isEmpty()) {
      return Map.of();
    }
    Digest leaves = container.image().digest().get();
    Optional<StartedRollout> ours = ours(subscriber, container);
    return switch (subscriber.progress()) {
      case Progress.Complete _ when ours.isPresent() || target.past().hasShown(leaves) ->
          Map.of(RolloutAnnotations.COMPLETED + container.name(), container.image().toString());
      case Progress.Failed _ when ours.filter(one -> !one.back()).isPresent() ->
          remembered(subscriber, container, leaves);
      case Progress.Complete _,
          Progress.Failed _,
          Progress.InProgress _,
          Progress.Waits _,
          Progress.NotFollowed _ ->
          Map.of();
    };
  }

  /** The list of bad digests with one more. */
  static Map<String, String> remembered(
      Subscriber subscriber, FollowingContainer container, Digest failed) {
    List<Digest> all = new ArrayList<>(bad(subscriber, container));
    all.remove(failed);
    all.add(failed);
    Map<String, String> note = new LinkedHashMap<>();
    note.put(
        RolloutAnnotations.BAD + container.name(),
        all.subList(Math.max(0, all.size() - MOST_BAD), all.size()).stream()
            .map(Digest::value)
            .collect(Collectors.joining(",")));
    return note;
  }

  /** The digests that failed in the container, oldest first. */
  static List<Digest> bad(Subscriber subscriber, FollowingContainer container) {
    return Arrays.stream(
            subscriber
                .annotations()
                .getOrDefault(RolloutAnnotations.BAD + container.name(), "")
                .split(",", -1))
        .map(String::strip)
        .flatMap(text -> Digest.ifValid(text).stream())
        .toList();
  }

  static boolean isAskedFor(Subscriber subscriber, FollowingContainer container) {
    return RollbackSettings.of(subscriber.annotations(), container.name())
            instanceof RollbackSettings.Understood(boolean rollsBack, _)
        && rollsBack;
  }

  /** The rollout that wrote the container's image, if it is the last one of the workload. */
  private static Optional<StartedRollout> ours(
      Subscriber subscriber, FollowingContainer container) {
    return container.own().stream()
        .flatMap(tag -> StartedRollout.of(subscriber, tag).stream())
        .filter(started -> started.stands() && started.isLast(subscriber))
        .filter(started -> started.containers().contains(container.name()))
        .findFirst();
  }
}
