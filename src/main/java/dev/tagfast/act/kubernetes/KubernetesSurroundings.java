package dev.tagfast.act.kubernetes;

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

  KubernetesSurroundings(KubernetesNamespaces namespaces, KubernetesRolloutLimit limit) {
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
  public void began(Workload workload) {
    limit.began(workload);
  }
}
