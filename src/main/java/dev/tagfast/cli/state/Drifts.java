package dev.tagfast.cli.state;

import dev.tagfast.act.drift.Drift;
import dev.tagfast.act.drift.DriftFinder;
import dev.tagfast.act.drift.PodsByWorkload;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.cli.cluster.ApiFailure;
import dev.tagfast.cli.cluster.Workloads;
import dev.tagfast.cli.cluster.Workloads.Found;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.TagEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Finds drift as the function does: pods of one owner and revision that run different images. */
public final class Drifts {
  private final Workloads workloads;
  private final Standings standings;
  private final Consumer<String> warn;

  /**
   * @param warn is told of namespaces whose pods the person may not list
   */
  public Drifts(Workloads workloads, Standings standings, Consumer<String> warn) {
    this.workloads = workloads;
    this.standings = standings;
    this.warn = warn;
  }

  /** The drifts of these. */
  public List<Drift> of(List<Found> found) {
    Map<String, Optional<PodsByWorkload>> pods = new TreeMap<>();
    found.forEach(
        one -> pods.computeIfAbsent(one.subscriber().workload().namespace(), this::podsOf));
    return found.stream()
        .map(Found::subscriber)
        .flatMap(
            subscriber ->
                pods.getOrDefault(subscriber.workload().namespace(), Optional.empty()).stream()
                    .flatMap(there -> of(subscriber, there).stream()))
        .distinct()
        .toList();
  }

  private List<Drift> of(Subscriber subscriber, PodsByWorkload pods) {
    return standings.of(subscriber).stream()
        .flatMap(standing -> standing.follows().stream())
        .collect(Collectors.toCollection(java.util.LinkedHashSet::new))
        .stream()
        .flatMap(key -> DriftFinder.find(subscriber, key, pods, sameImage(key)).stream())
        .toList();
  }

  private java.util.function.BiPredicate<dev.tagfast.image.Digest, dev.tagfast.image.Digest>
      sameImage(TagKey key) {
    Optional<TagEntry> entry = standings.entry(key);
    return (one, other) ->
        one.equals(other)
            || entry.filter(known -> known.manifests().isOneImage(one, other)).isPresent();
  }

  private Optional<PodsByWorkload> podsOf(String namespace) {
    try {
      return Optional.of(new PodsByWorkload(workloads.pods(namespace)));
    } catch (ApiFailure e) {
      if (!e.isForbidden()) {
        throw e;
      }
      warn.accept("Drift in namespace %s is not shown. %s".formatted(namespace, e.getMessage()));
      return Optional.empty();
    }
  }
}
