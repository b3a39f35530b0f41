package dev.tagfast.act.kubernetes;

import dev.tagfast.act.preflight.NodeFacts;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** Lists the nodes, at most once in five minutes. */
@ApplicationScoped
class KubernetesNodes {
  private static final Logger LOG = Logger.getLogger(KubernetesNodes.class);
  private static final Duration GOOD_FOR = Duration.ofMinutes(5);
  private static final Set<String> KEEPS_AWAY = Set.of("NoSchedule", "NoExecute");

  /** Named here, so that the client need not ask which resources there are. */
  private static final ResourceDefinitionContext NODES =
      new ResourceDefinitionContext.Builder()
          .withVersion("v1")
          .withKind("Node")
          .withPlural("nodes")
          .withNamespaced(false)
          .build();

  private final KubernetesClient client;
  private final InstantSource clock;
  private final AtomicReference<Optional<Known>> known = new AtomicReference<>(Optional.empty());
  private final AtomicBoolean warned = new AtomicBoolean();

  private record Known(List<NodeFacts> nodes, Instant until) {}

  KubernetesNodes(KubernetesClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  /** All nodes; none where they could not be listed, which is logged once. */
  List<NodeFacts> all() {
    Instant now = clock.instant();
    Optional<Known> last = known.get().filter(it -> now.isBefore(it.until()));
    if (last.isPresent()) {
      return last.get().nodes();
    }
    try {
      List<NodeFacts> nodes =
          client.genericKubernetesResources(NODES).list().getItems().stream()
              .map(KubernetesNodes::facts)
              .toList();
      known.set(Optional.of(new Known(nodes, now.plus(GOOD_FOR))));
      return nodes;
    } catch (KubernetesClientException e) {
      if (!warned.getAndSet(true)) {
        LOG.warnf(
            "The nodes could not be listed, so no image is checked for their platforms"
                + " (tagfast.rollouts.check-platforms; kubectl apply -k knative/preflight): %s",
            KubernetesFailure.message(e));
      }
      return List.of();
    }
  }

  private static NodeFacts facts(GenericKubernetesResource node) {
    Map<String, String> labels =
        Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.of());
    boolean tainted =
        node.getAdditionalProperties().get("spec") instanceof Map<?, ?> spec
            && spec.get("taints") instanceof List<?> taints
            && taints.stream()
                .anyMatch(
                    taint ->
                        taint instanceof Map<?, ?> one
                            && KEEPS_AWAY.contains(String.valueOf(one.get("effect"))));
    return new NodeFacts(node.getMetadata().getName(), labels, tainted);
  }
}
