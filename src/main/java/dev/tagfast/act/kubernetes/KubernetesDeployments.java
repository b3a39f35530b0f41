package dev.tagfast.act.kubernetes;

import dev.tagfast.act.rollout.ClusterUnavailable;
import dev.tagfast.act.rollout.PatchOperation;
import dev.tagfast.act.rollout.RolloutAnnotations;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Workload;
import dev.tagfast.registry.config.RegistryHosts;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Lists, reads and patches the Deployments of the cluster, with one request per method. Every
 * method throws {@link ClusterUnavailable} if the API server does not answer, or answers with a
 * failure that is not a {@link PatchResult}.
 */
@ApplicationScoped
class KubernetesDeployments {
  private static final PatchContext JSON_PATCH =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON)
          .withFieldManager(KubernetesFieldManagers.OURS)
          .build();

  /**
   * An admission webhook may take 30 s, after which the API server answers for it. The client's own
   * limit is shorter: then a webhook that hangs could not be told from a server that does.
   */
  private static final int LONGEST_PATCH_MILLIS = 35_000;

  private static final RequestConfig PATIENTLY_ONCE =
      new RequestConfigBuilder()
          .withRequestRetryBackoffLimit(0)
          .withRequestTimeout(LONGEST_PATCH_MILLIS)
          .build();

  private final KubernetesClient client;
  private final RegistryHosts hosts;

  KubernetesDeployments(KubernetesClient client, RegistryHosts hosts) {
    this.client = client;
    this.hosts = hosts;
  }

  /** The subscribed Deployments of all namespaces. */
  List<Subscriber> subscribed() {
    return list("all namespaces", client.resources(KubernetesDeployment.class).inAnyNamespace());
  }

  /** The subscribed Deployments of one namespace. */
  List<Subscriber> subscribed(String namespace) {
    return list(
        "namespace " + namespace,
        client.resources(KubernetesDeployment.class).inNamespace(namespace));
  }

  private List<Subscriber> list(
      String where,
      FilterWatchListDeletable<
              KubernetesDeployment, KubernetesResourceList<KubernetesDeployment>, ?>
          deployments) {
    try {
      return deployments.withLabel(RolloutAnnotations.SUBSCRIBE, "true").list().getItems().stream()
          .filter(deployment -> !KubernetesSubscriber.isBeingDeleted(deployment))
          .flatMap(deployment -> KubernetesSubscriber.of(deployment, hosts).stream())
          .toList();
    } catch (KubernetesClientException e) {
      throw KubernetesFailure.unavailable("list the Deployments of " + where, "list", e);
    }
  }

  /** Reads a workload again by its name. */
  ReadResult read(Workload workload) {
    KubernetesDeployment deployment;
    try {
      deployment =
          client
              .resources(KubernetesDeployment.class)
              .inNamespace(workload.namespace())
              .withName(workload.name())
              .get();
    } catch (KubernetesClientException e) {
      throw KubernetesFailure.unavailable("read " + workload, "get", e);
    }
    if (deployment == null || KubernetesSubscriber.isBeingDeleted(deployment)) {
      return new ReadResult.Gone();
    }
    return KubernetesSubscriber.of(deployment, hosts)
        .<ReadResult>map(ReadResult.Subscribed::new)
        .orElseGet(ReadResult.NotSubscribed::new);
  }

  /** Sends a JSON Patch (RFC 6902). */
  PatchResult patch(Workload workload, List<PatchOperation> operations) {
    // By name, fabric8 reads the object before it patches it. By object, it does not.
    try {
      return client
          .adapt(NamespacedKubernetesClient.class)
          .withRequestConfig(PATIENTLY_ONCE)
          .call(
              api -> {
                api.resources(KubernetesDeployment.class)
                    .resource(KubernetesDeployment.named(workload))
                    .patch(JSON_PATCH, PatchOperation.document(operations));
                return new PatchResult.Patched();
              });
    } catch (KubernetesClientException e) {
      String message = KubernetesFailure.message(e);
      if (KubernetesFailure.isPolicyDenial(e)) {
        return new PatchResult.Denied(message);
      }
      return switch (e.getCode()) {
        case 400, 405, 406, 413, 415 -> new PatchResult.Rejected(message);
        case 403 -> new PatchResult.Forbidden(message);
        case 404 -> new PatchResult.Gone();
        case 409 -> new PatchResult.Conflict();
        case 422 -> new PatchResult.Unprocessable(message);
        default -> {
          if (KubernetesFailure.isOfOneObject(e)) {
            yield new PatchResult.Failed(message);
          }
          throw KubernetesFailure.unavailable("patch " + workload, "patch", e);
        }
      };
    }
  }

  /** The state of a workload that is read again. */
  sealed interface ReadResult {
    /** The workload does not exist, or it is being deleted. */
    record Gone() implements ReadResult {}

    /** The workload does not subscribe any more. */
    record NotSubscribed() implements ReadResult {}

    /** The workload still subscribes. */
    record Subscribed(Subscriber subscriber) implements ReadResult {}
  }
}
