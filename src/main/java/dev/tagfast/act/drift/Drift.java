package dev.tagfast.act.drift;

import dev.tagfast.act.rollout.Workload;
import dev.tagfast.image.Digest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Pods of one owner whose container runs different images: a tag that is moved does that to
 * whatever is not pinned (DESIGN, Words).
 *
 * @param workload the subscriber
 * @param owner what owns the pods, e.g. {@code ReplicaSet/dinner-5d9c}
 * @param container the container
 * @param nodes where each image runs, each node once
 */
public record Drift(
    Workload workload, String owner, String container, SortedMap<Digest, List<String>> nodes) {
  /** Copies the map. */
  public Drift {
    nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
  }

  /** A sentence for people. */
  public String sentence() {
    return "The pods of %s run %d different images in container %s: %s."
        .formatted(
            owner,
            nodes.size(),
            container,
            nodes.entrySet().stream().map(Drift::place).collect(Collectors.joining("; ")));
  }

  private static String place(Map.Entry<Digest, List<String>> image) {
    return image.getKey().abbreviated() + " on " + String.join(", ", image.getValue());
  }
}
