package dev.tagfast.act.kubernetes;

import dev.tagfast.act.drift.RunningPod;
import dev.tagfast.act.drift.RunningPods;
import dev.tagfast.act.kubernetes.KubernetesPod.ContainerStatus;
import dev.tagfast.act.progress.PodHealth;
import dev.tagfast.connection.ApiServerFailure;
import dev.tagfast.connection.ClusterUnavailable;
import dev.tagfast.image.Digest;
import dev.tagfast.image.Sentence;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Lists pods, with one request per namespace. */
@ApplicationScoped
class KubernetesPods implements RunningPods {
  private static final Logger LOG = Logger.getLogger(KubernetesPods.class);
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  /** The API server answers from its cache: a pod that is a second older drifts all the same. */
  private static final ListOptions FROM_CACHE =
      new ListOptionsBuilder().withResourceVersion("0").build();

  /**
   * By which Deployments, Argo Rollouts, StatefulSets and DaemonSets label pods of one revision.
   */
  private static final List<String> REVISION =
      List.of("pod-template-hash", "rollouts-pod-template-hash", "controller-revision-hash");

  private final KubernetesClient client;
  private final AtomicBoolean warned = new AtomicBoolean();

  KubernetesPods(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public List<RunningPod> in(String namespace) {
    try {
      return client
          .resources(KubernetesPod.class)
          .inNamespace(namespace)
          .list(FROM_CACHE)
          .getItems()
          .stream()
          .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
          .map(KubernetesPods::running)
          .toList();
    } catch (KubernetesClientException e) {
      if (e.getCode() == FORBIDDEN) {
        if (!warned.getAndSet(true)) {
          LOG.warnf(
              "Drift is not found in namespace %s: Tagfast may not list pods there. Grant the verb"
                  + " list on pods (knative/base/rbac.yaml), or set tagfast.reconcile.drift=false",
              namespace);
        }
        return List.of();
      }
      String why = e.getCode() > 0 ? KubernetesFailure.message(e) : ApiServerFailure.of(e);
      throw new ClusterUnavailable(
          Sentence.of(
              "Tagfast could not list the pods of namespace %s: %s".formatted(namespace, why)),
          e);
    }
  }

  /**
   * Deletes it only as it was read: a pod of a StatefulSet that is made anew has the same name, and
   * that one may be well.
   */
  @Override
  public Optional<String> delete(String namespace, PodHealth pod) {
    KubernetesPod named = new KubernetesPod();
    named.getMetadata().setNamespace(namespace);
    named.getMetadata().setName(pod.name());
    named.getMetadata().setResourceVersion(pod.resourceVersion());
    try {
      client.resource(named).lockResourceVersion(pod.resourceVersion()).delete();
      return Optional.empty();
    } catch (KubernetesClientException e) {
      return switch (e.getCode()) {
        case NOT_FOUND, CONFLICT -> Optional.empty(); // It is gone, or it changed: the next look.
        case FORBIDDEN ->
            Optional.of(
                "Tagfast may not delete pods in namespace %s: grant the verb delete on pods"
                        .formatted(namespace)
                    + " (docs/permissions.md), or run kubectl delete pod -n %s %s."
                        .formatted(namespace, pod.name()));
        default ->
            Optional.of(
                Sentence.of(
                    "Pod %s could not be deleted: %s"
                        .formatted(
                            pod.name(),
                            e.getCode() > 0
                                ? KubernetesFailure.message(e)
                                : ApiServerFailure.of(e))));
      };
    }
  }

  static RunningPod running(KubernetesPod pod) {
    Map<String, Digest> runs = new HashMap<>();
    Stream.concat(
            pod.getStatus().initContainerStatuses().stream(),
            pod.getStatus().containerStatuses().stream())
        .forEach(status -> digest(status).ifPresent(digest -> runs.put(status.name(), digest)));
    Map<String, String> labels =
        Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.of());
    return new RunningPod(
        pod.getMetadata().getName(),
        pod.getSpec().nodeName(),
        Stream.ofNullable(pod.getMetadata().getOwnerReferences())
            .flatMap(List::stream)
            .filter(owner -> Boolean.TRUE.equals(owner.getController()))
            .findFirst()
            .map(KubernetesPods::owner),
        REVISION.stream().map(labels::get).filter(Objects::nonNull).findFirst(),
        runs,
        KubernetesPodHealth.of(pod));
  }

  private static RunningPod.Owner owner(OwnerReference reference) {
    return new RunningPod.Owner(reference.getKind(), reference.getName());
  }

  /**
   * The digest of an image id: {@code repository@sha256:…}, with a scheme before it by some
   * runtimes. An id without a repository is that of an image that was never pulled.
   */
  private static Optional<Digest> digest(ContainerStatus status) {
    int at = status.imageID().lastIndexOf('@');
    return at < 0 ? Optional.empty() : Digest.ifValid(status.imageID().substring(at + 1));
  }
}
