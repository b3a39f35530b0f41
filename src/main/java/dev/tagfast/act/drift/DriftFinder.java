package dev.tagfast.act.drift;

import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Subscriber.FollowingContainer;
import dev.tagfast.image.Digest;
import dev.tagfast.image.TagKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * Compares what the pods of a subscriber run. Only pods of one owner and revision are compared:
 * while a rollout goes on, the pods of two revisions differ, and should. Pure.
 */
public final class DriftFinder {
  private DriftFinder() {}

  /**
   * The drifts of the containers that follow a tag.
   *
   * @param pods the pods of the subscriber's namespace
   * @param isSameImage whether two digests are one image: the digest that a kubelet reports is that
   *     of the index or of a platform's manifest, depending on how the image was pulled
   */
  public static List<Drift> find(
      Subscriber subscriber,
      TagKey key,
      PodsByWorkload pods,
      BiPredicate<Digest, Digest> isSameImage) {
    SortedMap<String, List<RunningPod>> byOwner =
        pods.of(subscriber.workload()).stream()
            .collect(
                Collectors.groupingBy(
                    pod -> pod.owner().orElseThrow() + " " + pod.revision().orElse(""),
                    TreeMap::new,
                    Collectors.toList()));
    List<Drift> drifts = new ArrayList<>();
    for (FollowingContainer container : subscriber.following(key)) {
      for (List<RunningPod> together : byOwner.values()) {
        SortedMap<Digest, List<String>> nodes = nodes(together, container.name(), isSameImage);
        if (nodes.size() > 1) {
          drifts.add(
              new Drift(
                  subscriber.workload(),
                  together.getFirst().owner().orElseThrow().toString(),
                  container.name(),
                  nodes));
        }
      }
    }
    return List.copyOf(drifts);
  }

  private static SortedMap<Digest, List<String>> nodes(
      List<RunningPod> pods, String container, BiPredicate<Digest, Digest> isSameImage) {
    SortedMap<Digest, TreeSet<String>> nodes = new TreeMap<>();
    for (RunningPod pod : pods) {
      Digest runs = pod.runs().get(container);
      if (runs != null) {
        Digest image =
            nodes.keySet().stream()
                .filter(other -> isSameImage.test(runs, other))
                .findFirst()
                .orElse(runs);
        nodes.computeIfAbsent(image, _ -> new TreeSet<>()).add(pod.node());
      }
    }
    SortedMap<Digest, List<String>> found = new TreeMap<>();
    nodes.forEach((image, where) -> found.put(image, List.copyOf(where)));
    return found;
  }
}
