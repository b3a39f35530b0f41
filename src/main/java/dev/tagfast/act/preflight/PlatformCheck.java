package dev.tagfast.act.preflight;

import dev.tagfast.decide.Reason;
import dev.tagfast.manifest.Platform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether an index has a child for every node on which the pods may run. Variants are not compared:
 * nodes do not say theirs.
 */
public final class PlatformCheck {
  /** Of more nodes the number is said. */
  private static final int MOST_NAMED = 3;

  private PlatformCheck() {}

  /**
   * What is missing; empty: nothing, or nobody knows.
   *
   * @param image as it would be written, for people
   * @param offered what the index has children for; empty: it is no index, or it does not say
   */
  public static Optional<PreflightStop> missing(
      String image, Set<Platform> offered, PodPlacement placement, List<NodeFacts> nodes) {
    Set<String> there =
        offered.stream()
            .map(platform -> platform.os() + "/" + platform.architecture())
            .collect(Collectors.toUnmodifiableSet());
    if (there.isEmpty()) {
      return Optional.empty();
    }
    Map<String, List<String>> without = new TreeMap<>();
    for (NodeFacts node : nodes) {
      if (placement.mayUse(node)) {
        node.platform()
            .filter(platform -> !there.contains(platform))
            .ifPresent(
                platform ->
                    without.merge(platform, List.of(node.name()), PlatformCheck::concatenated));
      }
    }
    return without.isEmpty()
        ? Optional.empty()
        : Optional.of(new PreflightStop(Reason.PLATFORM_MISSING, sentence(image, there, without)));
  }

  private static String sentence(
      String image, Set<String> there, Map<String, List<String>> without) {
    String missing =
        without.entrySet().stream()
            .map(entry -> entry.getKey() + " (" + names(entry.getValue()) + ")")
            .collect(Collectors.joining(", "));
    return "%s has no image for %s, where its pods may run; it has %s. Push one for that platform, or keep the pods off these nodes by a nodeSelector on %s."
        .formatted(
            image,
            missing,
            there.stream().sorted().collect(Collectors.joining(", ")),
            NodeFacts.ARCH);
  }

  private static String names(List<String> nodes) {
    int more = nodes.size() - MOST_NAMED;
    return nodes.stream().sorted().limit(MOST_NAMED).collect(Collectors.joining(", "))
        + (more > 0 ? " and %d more".formatted(more) : "");
  }

  private static List<String> concatenated(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
