package dev.tagfast.act.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tagfast.act.drift.RunningPod;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.registry.config.RegistryHosts;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads workloads and pods that somebody else asked for, such as a person with rights of their own:
 * the same reading as that of the function, of JSON.
 */
public final class KubernetesObjects {
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private KubernetesObjects() {}

  /**
   * A kind of workloads that can subscribe.
   *
   * @param group its API group
   * @param version of the group
   * @param kind e.g. {@code Deployment}
   * @param plural the resource, e.g. {@code deployments}
   * @param optional whether a cluster may lack it
   */
  public record WorkloadKind(
      String group, String version, String kind, String plural, boolean optional) {
    private static WorkloadKind of(KubernetesKind kind) {
      String apiVersion = kind.apiVersion();
      return new WorkloadKind(
          kind.group(),
          apiVersion.substring(apiVersion.indexOf('/') + 1),
          kind.kind(),
          kind.plural(),
          kind.isOptional());
    }
  }

  /** All kinds, in the order in which {@code docs/workloads.md} has them. */
  public static List<WorkloadKind> kinds() {
    return Arrays.stream(KubernetesKind.values()).map(WorkloadKind::of).toList();
  }

  /**
   * The subscriber that an object is; empty: it does not subscribe, is over, or goes away.
   *
   * @param kind one of {@link #kinds}
   */
  public static Optional<Subscriber> subscriber(
      WorkloadKind kind, JsonNode object, RegistryHosts hosts) {
    KubernetesKind read =
        Arrays.stream(KubernetesKind.values())
            .filter(candidate -> WorkloadKind.of(candidate).equals(kind))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no kind of a subscriber: " + kind));
    KubernetesWorkload workload = bound(object, read.type());
    return KubernetesSubscriber.isBeingDeleted(workload) || workload.hasEnded()
        ? Optional.empty()
        : KubernetesSubscriber.of(read, workload, hosts);
  }

  /** What a pod runs. */
  public static RunningPod pod(JsonNode object) {
    return KubernetesPods.running(bound(object, KubernetesPod.class));
  }

  private static <T> T bound(JsonNode object, Class<T> type) {
    try {
      return JSON.treeToValue(object, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s %s is not as it should be"
              .formatted(type.getSimpleName(), object.at("/metadata/name").asText()),
          e);
    }
  }
}
