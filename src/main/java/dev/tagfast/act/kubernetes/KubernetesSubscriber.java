package dev.tagfast.act.kubernetes;

import dev.tagfast.act.kubernetes.KubernetesWorkloadSpec.Container;
import dev.tagfast.act.kubernetes.KubernetesWorkloadSpec.PodSpec;
import dev.tagfast.act.rollout.RolloutAnnotations;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Subscriber.FollowingContainer;
import dev.tagfast.act.rollout.Workload;
import dev.tagfast.image.ImageReference;
import dev.tagfast.image.TagKey;
import dev.tagfast.image.UntrustedText;
import dev.tagfast.registry.config.RegistryHosts;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
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
    PodSpec pods = kind.pods(object.getSpec());
    String path = "/" + String.join("/", kind.podPath()) + "/";
    List<FollowingContainer> containers =
        Stream.of(
                containers(
                    workload, path, "initContainers", pods.initContainers(), managers, hosts),
                containers(workload, path, "containers", pods.containers(), managers, hosts))
            .flatMap(List::stream)
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
            kind.caveat(object.getSpec())));
  }

  private static List<FollowingContainer> containers(
      Workload workload,
      String path,
      String list,
      List<Container> containers,
      KubernetesFieldManagers managers,
      RegistryHosts hosts) {
    List<FollowingContainer> following = new ArrayList<>();
    for (int i = 0; i < containers.size(); i++) {
      Container container = containers.get(i);
      String name = container.name();
      Optional<ImageReference> image = image(workload, container);
      if (image.isPresent()) {
        following.add(
            new FollowingContainer(
                name,
                path + list + "/" + i,
                image.get(),
                followed(image.get(), hosts),
                managers.isManagedByOthers(list, name)));
      }
    }
    return following;
  }

  private static Optional<TagKey> followed(ImageReference image, RegistryHosts hosts) {
    return image.followedTag().map(tag -> hosts.key(image.repository(), tag));
  }

  // One image that is no reference must not keep the other workloads from being brought.
  private static Optional<ImageReference> image(Workload workload, Container container) {
    String text = container.image();
    try {
      return Optional.of(ImageReference.parse(text));
    } catch (IllegalArgumentException e) {
      LOG.debugf(
          "%s: container %s has an image that is no reference and follows nothing: %s",
          workload, container.name(), UntrustedText.clean(text, 200));
      return Optional.empty();
    }
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }
}
