package dev.tagfast.act.kubernetes;

import dev.tagfast.act.kubernetes.KubernetesPodSpec.PodImage;
import dev.tagfast.act.rollout.ImagePlace;
import dev.tagfast.act.rollout.RolloutAnnotations;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Subscriber.FollowingContainer;
import dev.tagfast.act.rollout.Workload;
import dev.tagfast.image.ImageReference;
import dev.tagfast.image.UntrustedText;
import dev.tagfast.registry.config.RegistryHosts;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads a workload as a subscriber. */
final class KubernetesSubscriber {
  private static final Logger LOG = Logger.getLogger(KubernetesSubscriber.class);

  private KubernetesSubscriber() {}

  /** Whether it goes away; whatever is done to it is lost. */
  static boolean isBeingDeleted(KubernetesWorkload workload) {
    return workload.getMetadata().getDeletionTimestamp() != null;
  }

  /**
   * The subscriber; empty if it does not subscribe: the label's value must be {@code true}, and no
   * other workload may make it.
   */
  static Optional<Subscriber> of(
      KubernetesKind kind, KubernetesWorkload object, RegistryHosts hosts) {
    ObjectMeta metadata = object.getMetadata();
    Map<String, String> labels = orEmpty(metadata.getLabels());
    if (!"true".equals(labels.get(RolloutAnnotations.SUBSCRIBE))
        || KubernetesKind.isMadeByAnother(metadata)) {
      return Optional.empty();
    }
    KubernetesFieldManagers managers = KubernetesFieldManagers.of(metadata, kind.podPath());
    Map<String, String> annotations = orEmpty(metadata.getAnnotations());
    Workload workload =
        new Workload(
            kind.apiVersion(),
            kind.kind(),
            metadata.getNamespace(),
            metadata.getName(),
            Objects.requireNonNullElse(metadata.getUid(), ""));
    String path = "/" + String.join("/", kind.podPath()) + "/";
    List<FollowingContainer> containers =
        kind.pods(object).images().stream()
            .flatMap(image -> following(workload, image, path, managers, hosts).stream())
            .toList();
    return Optional.of(
        new Subscriber(
            workload,
            Objects.requireNonNullElse(metadata.getResourceVersion(), ""),
            labels,
            annotations,
            !annotations.isEmpty(),
            managers.all(),
            containers,
            kind.hindrance(object.getSpec()),
            kind.caveat(object.getSpec()),
            managers.applied()));
  }

  // One image that is no reference must not keep the other workloads from being brought.
  private static Optional<FollowingContainer> following(
      Workload workload,
      PodImage found,
      String path,
      KubernetesFieldManagers managers,
      RegistryHosts hosts) {
    ImageReference image;
    try {
      image = ImageReference.parse(found.image());
    } catch (IllegalArgumentException e) {
      LOG.debugf(
          "%s: %s in %s has an image that is no reference and follows nothing: %s",
          workload, found.name(), found.list(), UntrustedText.clean(found.image(), 200));
      return Optional.empty();
    }
    return Optional.of(
        new FollowingContainer(
            new ImagePlace(found.holder(), found.name(), path + found.list() + "/" + found.index()),
            image,
            image.followedTag().map(tag -> hosts.key(image.repository(), tag)),
            managers.isManagedByOthers(found.list(), found.name())));
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }
}
