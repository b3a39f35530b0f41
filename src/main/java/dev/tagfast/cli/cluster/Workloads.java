package dev.tagfast.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.act.drift.RunningPod;
import dev.tagfast.act.kubernetes.KubernetesObjects;
import dev.tagfast.act.kubernetes.KubernetesObjects.WorkloadKind;
import dev.tagfast.act.rollout.RolloutAnnotations;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.cli.cluster.ApiServer.Patch;
import dev.tagfast.image.UntrustedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The workloads that follow tags, and their pods. */
public final class Workloads {
  private static final int LONGEST = 200;

  private final ApiServer api;
  private final Consumer<String> warn;

  /**
   * @param warn is told of kinds that the person may not list, and of objects that cannot be read
   */
  public Workloads(ApiServer api, Consumer<String> warn) {
    this.api = api;
    this.warn = warn;
  }

  /** A workload as it was read. */
  public record Found(Subscriber subscriber, JsonNode object) {}

  /**
   * All that subscribe.
   *
   * @param namespace empty: all namespaces
   * @throws ApiFailure if no kind can be listed
   */
  public List<Found> subscribed(Optional<String> namespace) {
    List<Found> found = new ArrayList<>();
    List<ApiFailure> forbidden = new ArrayList<>();
    int listed = 0;
    for (WorkloadKind kind : KubernetesObjects.kinds()) {
      ApiPath path = list(kind).withLabel(RolloutAnnotations.SUBSCRIBE, "true");
      try {
        for (JsonNode object : api.get(namespace.map(path::in).orElse(path)).path("items")) {
          read(kind, object).ifPresent(found::add);
        }
        listed++;
      } catch (ApiFailure e) {
        if (e.isMissingKind() && kind.optional()) {
          continue;
        }
        if (!e.isForbidden()) {
          throw e;
        }
        forbidden.add(e);
      }
    }
    if (listed == 0 && !forbidden.isEmpty()) {
      throw forbidden.getFirst();
    }
    forbidden.forEach(failure -> warn.accept(String.valueOf(failure.getMessage())));
    return List.copyOf(found);
  }

  /** One workload; empty: it is not there. */
  public Optional<JsonNode> find(WorkloadName name, String namespace) {
    return api.find(path(name, namespace));
  }

  /** The subscriber that an object is; empty: it follows nothing. */
  public Optional<Found> read(WorkloadKind kind, JsonNode object) {
    try {
      return KubernetesObjects.subscriber(kind, object, WrittenHosts.ALL)
          .map(subscriber -> new Found(subscriber, object));
    } catch (IllegalArgumentException e) {
      warn.accept(
          "%s %s is left out, because it cannot be read: %s"
              .formatted(
                  kind.kind(),
                  object.at("/metadata/name").asText(),
                  UntrustedText.clean(String.valueOf(e.getMessage()), LONGEST)));
      return Optional.empty();
    }
  }

  /** Changes a workload's metadata. */
  public void patch(WorkloadName name, String namespace, JsonNode merge) {
    var _ = api.patch(path(name, namespace), Patch.MERGE, merge);
  }

  /** The pods of a namespace. */
  public List<RunningPod> pods(String namespace) {
    return api.get(ApiPath.list("", "v1", "pods").in(namespace))
        .path("items")
        .valueStream()
        .filter(pod -> pod.at("/metadata/deletionTimestamp").isMissingNode())
        .map(KubernetesObjects::pod)
        .toList();
  }

  private static ApiPath list(WorkloadKind kind) {
    return ApiPath.list(kind.group(), kind.version(), kind.plural());
  }

  private static ApiPath path(WorkloadName name, String namespace) {
    return list(name.kind()).in(name.namespace().orElse(namespace)).named(name.name());
  }
}
