package dev.tagfast.act.kubernetes;

import dev.tagfast.act.preflight.PreflightStop;
import dev.tagfast.act.rollout.RolloutTarget;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Surroundings;
import dev.tagfast.act.rollout.Workload;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/** The surroundings of workloads in a cluster. */
@ApplicationScoped
class KubernetesSurroundings implements Surroundings {
  private final KubernetesNamespaces namespaces;
  private final KubernetesRolloutLimit limit;
  private final KubernetesPreflight preflight;

  KubernetesSurroundings(
      KubernetesNamespaces namespaces,
      KubernetesRolloutLimit limit,
      KubernetesPreflight preflight) {
    this.preflight = preflight;
    this.namespaces = namespaces;
    this.limit = limit;
  }

  @Override
  public Map<String, String> annotationsOf(String namespace) {
    return namespaces.annotations(namespace);
  }

  @Override
  public Optional<String> limit(Workload workload) {
    return limit.standsInTheWayOf(workload);
  }

  @Override
  public Optional<PreflightStop> preflight(
      Subscriber subscriber, Subscriber.FollowingContainer container, RolloutTarget target) {
    return preflight.check(subscriber, container, target);
  }

  @Override
  public void began(Workload workload) {
    limit.began(workload);
  }
}
