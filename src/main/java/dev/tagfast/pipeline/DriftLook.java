package dev.tagfast.pipeline;

import dev.tagfast.act.drift.Drift;
import dev.tagfast.act.drift.DriftFinder;
import dev.tagfast.act.drift.PodsByWorkload;
import dev.tagfast.act.drift.RunningPods;
import dev.tagfast.act.progress.PodHealth;
import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.StartedRollout;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.connection.ClusterUnavailable;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.KnownManifests;
import java.time.Instant;
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

  /**
   * The followers with what their pods say of rollouts that were begun and have no known end. A
   * namespace without such a rollout is not listed for it.
   */
  List<Subscriber> judged(List<Subscriber> followers, TagKey key, Instant now) {
    return followers.stream().map(follower -> judged(follower, key, now)).toList();
  }

  private Subscriber judged(Subscriber follower, TagKey key, Instant now) {
    return StartedRollout.of(follower, key)
        .filter(StartedRollout::stands)
        .flatMap(
            started ->
                pods(follower.workload().namespace())
                    .map(there -> RolloutPods.judged(follower, started, there, now)))
        .orElse(follower);
  }

  /**
   * Deletes the pods of StatefulSets that keep their own repair from going on: the controller waits
   * for a pod to get ready before it replaces the next, and one with a bad image never does.
   *
   * @param results what was just rolled back
   */
  void unblock(List<Subscriber> followers, TagKey key, List<RolloutResult> results) {
    for (Subscriber follower : followers) {
      for (PodHealth pod :
          pods(follower.workload().namespace())
              .map(there -> RolloutPods.blocking(follower, key, there, results))
              .orElse(List.of())) {
        pods.delete(follower.workload().namespace(), pod)
            .ifPresentOrElse(
                why -> LOG.warnf("%s cannot repair itself: %s", follower.workload(), why),
                () ->
                    LOG.infof(
                        "pod %s of %s was deleted: with a bad image it kept the others from going"
                            + " back",
                        pod.name(), follower.workload()));
      }
    }
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
