package dev.tagfast.act.drift;

import dev.tagfast.act.drift.RunningPod.Owner;
import dev.tagfast.act.rollout.Workload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The pods of one namespace by the workload that they belong to, sorted once: a namespace may have
 * a thousand subscribers.
 */
public final class PodsByWorkload {
  private static final String REPLICA_SET = "ReplicaSet";

  private final Map<Owner, List<RunningPod>> pods;

  /** Sorts the pods; those without a controller belong to nothing. */
  public PodsByWorkload(List<RunningPod> all) {
    pods =
        all.stream()
            .filter(pod -> maker(pod).isPresent())
            .collect(
                Collectors.groupingBy(
                    pod -> maker(pod).orElseThrow(), HashMap::new, Collectors.toList()));
  }

  /** The pods of a workload. */
  public List<RunningPod> of(Workload workload) {
    String kind =
        switch (workload.kind()) {
          case "Deployment", "Rollout" -> REPLICA_SET;
          default -> workload.kind();
        };
    return pods.getOrDefault(new Owner(kind, workload.name()), List.of());
  }

  /**
   * What the pod is found by. A Deployment owns its pods by a ReplicaSet, which is named after it
   * and after the revision that the pods are labelled with; the other kinds own them themselves.
   */
  private static Optional<Owner> maker(RunningPod pod) {
    return pod.owner()
        .flatMap(
            owner ->
                owner.kind().equals(REPLICA_SET)
                    ? pod.revision()
                        .map(revision -> "-" + revision)
                        .filter(owner.name()::endsWith)
                        .map(
                            suffix ->
                                new Owner(
                                    REPLICA_SET,
                                    owner
                                        .name()
                                        .substring(0, owner.name().length() - suffix.length())))
                    : Optional.of(owner));
  }
}
