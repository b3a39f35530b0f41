package dev.tagfast.pipeline;

import dev.tagfast.act.drift.Drift;
import dev.tagfast.act.drift.DriftFinder;
import dev.tagfast.act.drift.PodsByWorkload;
import dev.tagfast.act.drift.RunningPods;
import dev.tagfast.act.rollout.ClusterUnavailable;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.KnownManifests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * One reconcile's look at the pods of all subscribers: each namespace is listed once, when its
 * first subscriber is looked at.
 */
public final class DriftLook {
  private static final Logger LOG = Logger.getLogger(DriftLook.class);

  private final RunningPods pods;
  private final Map<String, Optional<PodsByWorkload>> byNamespace = new ConcurrentHashMap<>();
  private final AtomicInteger found = new AtomicInteger();

  public DriftLook(RunningPods pods) {
    this.pods = pods;
  }

  /** How many drifts were found so far. */
  public int found() {
    return found.get();
  }

  /**
   * The drifts of all followers of a tag.
   *
   * @return empty: the pods could not be listed, so nothing is known
   */
  Optional<List<Drift>> of(TagKey key, List<Subscriber> followers, KnownManifests manifests) {
    List<Drift> drifts = new ArrayList<>();
    for (Subscriber follower : followers) {
      Optional<PodsByWorkload> there = pods(follower.workload().namespace());
      if (there.isEmpty()) {
        return Optional.empty();
      }
      drifts.addAll(DriftFinder.find(follower, key, there.get(), manifests::isOneImage));
    }
    found.addAndGet(drifts.size());
    return Optional.of(List.copyOf(drifts));
  }

  private Optional<PodsByWorkload> pods(String namespace) {
    return byNamespace.computeIfAbsent(
        namespace,
        name -> {
          try {
            return Optional.of(new PodsByWorkload(pods.in(name)));
          } catch (ClusterUnavailable e) {
            LOG.warnf("This reconcile finds no drift in namespace %s: %s", name, e.getMessage());
            return Optional.empty();
          }
        });
  }
}
