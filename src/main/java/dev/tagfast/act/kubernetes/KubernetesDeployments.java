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
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * The Deployments of the cluster, one request per method. Throws {@link ClusterUnavailable} where
 * the API server did not answer, or not the question.
 */
@ApplicationScoped
class KubernetesDeployments {
  private static final PatchContext JSON_PATCH =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON)
          .withFieldManager(KubernetesFieldManagers.OURS)
          .build();

  private final KubernetesClient client;
  private final RegistryHosts hosts;

  KubernetesDeployments(KubernetesClient client, RegistryHosts hosts) {
    this.client = client;
    this.hosts = hosts;
  }

  /** Those that subscribe, of all namespaces. */
  List<Subscriber> subscribed() {
    return list("all namespaces", client.resources(KubernetesDeployment.class).inAnyNamespace());
  }

  /** Those that subscribe, of one namespace. */
  List<Subscriber> subscribed(String namespace) {
    return list(
        "namespace " + namespace,
        client.resources(KubernetesDeployment.class).inNamespace(namespace));
  }

  private List<Subscriber> list(
      String where,
      FilterWatchListDeletable<
              KubernetesDeployment, KubernetesResourceList<KubernetesDeployment>, ?>
          those) {
    try {
      return those.withLabel(RolloutAnnotations.SUBSCRIBE, "true").list().getItems().stream()
          .filter(deployment -> !KubernetesSubscriber.isBeingDeleted(deployment))
          .flatMap(deployment -> KubernetesSubscriber.of(deployment, hosts).stream())
          .toList();
    } catch (KubernetesClientException e) {
      throw KubernetesFailure.unavailable("list the Deployments of " + where, "list", e);
    }
  }

  /** What stands under a workload's name now. */
  Found read(Workload workload) {
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
      return new Found.Gone();
    }
    return KubernetesSubscriber.of(deployment, hosts)
        .<Found>map(Found.Subscribed::new)
        .orElseGet(Found.NotSubscribed::new);
  }

  /** Sends a JSON Patch. */
  PatchResult patch(Workload workload, List<PatchOperation> operations) {
    // With a name alone fabric8 reads the object before it patches; with an object it does not.
    try {
      client
          .resources(KubernetesDeployment.class)
          .resource(KubernetesDeployment.named(workload))
          .patch(JSON_PATCH, PatchOperation.document(operations));
      return new PatchResult.Patched();
    } catch (KubernetesClientException e) {
      String said = KubernetesFailure.said(e);
      return switch (e.getCode()) {
        case 400, 405, 406, 413, 415 -> new PatchResult.Rejected(said);
        case 403 -> new PatchResult.Forbidden(said);
        case 404 -> new PatchResult.Gone();
        case 409 -> new PatchResult.Conflict();
        case 422 -> new PatchResult.Unprocessable(said);
        default -> throw KubernetesFailure.unavailable("patch " + workload, "patch", e);
      };
    }
  }

  /** What a second look found. */
  sealed interface Found {
    /** Nothing, or something that is being deleted. */
    record Gone() implements Found {}

    /** A workload that does not subscribe. */
    record NotSubscribed() implements Found {}

    /** A workload that subscribes. */
    record Subscribed(Subscriber subscriber) implements Found {}
  }
}
