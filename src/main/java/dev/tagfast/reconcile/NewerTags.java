package dev.tagfast.reconcile;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Subscriber.FollowingContainer;
import dev.tagfast.act.rollout.Workload;
import dev.tagfast.follow.Follow;
import dev.tagfast.image.TagKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The containers of one reconcile, and the tags that they belong on. Those for which there are
 * newer tags are tried first, with the newest tag: where that has no accepted digest ({@code
 * Unproven}, an artifact, nothing runnable), with the next one. All others follow the tag that they
 * have.
 */
final class NewerTags {
  private final List<Subscriber> subscribers;
  private final Function<FollowingContainer, List<TagKey>> candidates;
  private final Set<Place> settled = ConcurrentHashMap.newKeySet();

  /**
   * @param candidates the tags that come before the one that a container has, newest first
   */
  NewerTags(List<Subscriber> subscribers, Function<FollowingContainer, List<TagKey>> candidates) {
    this.subscribers = List.copyOf(subscribers);
    this.candidates = candidates;
  }

  private record Place(Workload workload, String container) {}

  private record Wish(Subscriber subscriber, String container, List<TagKey> tags) {
    Place place() {
      return new Place(subscriber.workload(), container);
    }
  }

  /**
   * Tries the newer tags, registry by registry side by side.
   *
   * @param attempt looks at a tag for these followers; empty: it could not, so nobody knows whether
   *     an older tag is the newest
   */
  void bring(BiFunction<TagKey, List<Subscriber>, Optional<List<RolloutResult>>> attempt) {
    Set<String> registries =
        subscribers.stream()
            .flatMap(subscriber -> subscriber.containers().stream())
            .filter(container -> container.follow() instanceof Follow.Newest)
            .map(container -> container.repository().host())
            .collect(Collectors.toUnmodifiableSet());
    SideBySide.run(registries.stream().<Runnable>map(host -> () -> bring(host, attempt)).toList());
  }

  private void bring(
      String host, BiFunction<TagKey, List<Subscriber>, Optional<List<RolloutResult>>> attempt) {
    List<Wish> wishes =
        subscribers.stream()
            .flatMap(
                subscriber ->
                    subscriber.containers().stream()
                        .filter(container -> container.repository().host().equals(host))
                        .map(
                            container ->
                                new Wish(
                                    subscriber, container.name(), candidates.apply(container))))
            .filter(wish -> !wish.tags().isEmpty())
            .toList();
    for (int round = 0; round < Candidates.MOST; round++) {
      int at = round;
      Map<TagKey, List<Wish>> byTag =
          wishes.stream()
              .filter(wish -> wish.tags().size() > at && !settled.contains(wish.place()))
              .collect(
                  Collectors.groupingBy(
                      wish -> wish.tags().get(at), LinkedHashMap::new, Collectors.toList()));
      byTag.forEach((tag, those) -> settle(those, attempt.apply(tag, aimed(those, tag))));
    }
  }

  private void settle(List<Wish> wishes, Optional<List<RolloutResult>> results) {
    wishes.stream()
        .filter(
            wish ->
                results.isEmpty()
                    || results.get().stream()
                        .anyMatch(
                            result ->
                                result.workload().equals(wish.subscriber().workload())
                                    && result.containers().contains(wish.container())))
        .map(Wish::place)
        .forEach(settled::add);
  }

  /** Each subscriber once: one patch for all of its containers. */
  private static List<Subscriber> aimed(List<Wish> wishes, TagKey tag) {
    return wishes.stream()
        .collect(Collectors.groupingBy(Wish::subscriber, LinkedHashMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(
            each ->
                each.getKey()
                    .aiming(
                        each.getValue().stream()
                            .map(Wish::container)
                            .collect(Collectors.toUnmodifiableSet()),
                        tag.tag()))
        .toList();
  }

  /**
   * The tags to look at after that, each with its followers. What became of a container on a newer
   * tag stands: a look at its present tag would say that nothing is to be done about it.
   */
  Map<TagKey, List<Subscriber>> followedTags() {
    Map<TagKey, List<Subscriber>> followed = new LinkedHashMap<>();
    for (Subscriber subscriber : subscribers) {
      for (FollowingContainer container : subscriber.containers()) {
        if (!settled.contains(new Place(subscriber.workload(), container.name()))) {
          followed(container)
              .ifPresent(key -> followed.merge(key, List.of(subscriber), NewerTags::concatenated));
        }
      }
    }
    return followed;
  }

  /** All that containers have or follow: what the ledger must keep. */
  Set<TagKey> kept() {
    return subscribers.stream()
        .flatMap(subscriber -> subscriber.containers().stream())
        .flatMap(container -> Stream.concat(followed(container).stream(), container.own().stream()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Those for whom a tag is, although it is none that they have: it may be owed to them. */
  List<Subscriber> concernedBy(TagKey key) {
    return subscribers.stream()
        .filter(
            subscriber ->
                subscriber.containers().stream()
                    .anyMatch(container -> container.follow() instanceof Follow.Newest))
        .filter(subscriber -> !subscriber.following(key).isEmpty())
        .toList();
  }

  private static Optional<TagKey> followed(FollowingContainer container) {
    return switch (container.follow()) {
      case Follow.Own _, Follow.Newest _, Follow.Invalid _ -> container.own();
      case Follow.Other(var tag) -> Optional.of(new TagKey(container.repository(), tag));
    };
  }

  private static List<Subscriber> concatenated(List<Subscriber> some, List<Subscriber> more) {
    return Stream.concat(some.stream(), more.stream()).distinct().toList();
  }
}
