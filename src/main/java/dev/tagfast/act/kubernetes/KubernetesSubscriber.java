package dev.tagfast.act.kubernetes;

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

/** Reads a Deployment as a subscriber. */
final class KubernetesSubscriber {
  private static final Logger LOG = Logger.getLogger(KubernetesSubscriber.class);
  private static final String POD_SPEC = "/spec/template/spec/";

  private KubernetesSubscriber() {}

  /** Whether it goes away; whatever is done to it is lost. */
  static boolean isBeingDeleted(KubernetesDeployment deployment) {
    return deployment.getMetadata().getDeletionTimestamp() != null;
  }

  /** The subscriber; empty if it does not subscribe: the label's value must be {@code true}. */
  static Optional<Subscriber> of(KubernetesDeployment deployment, RegistryHosts hosts) {
    ObjectMeta metadata = deployment.getMetadata();
    Map<String, String> labels = orEmpty(metadata.getLabels());
    if (!"true".equals(labels.get(RolloutAnnotations.SUBSCRIBE))) {
      return Optional.empty();
    }
    KubernetesFieldManagers managers = KubernetesFieldManagers.of(metadata);
    Map<String, String> annotations = orEmpty(metadata.getAnnotations());
    Workload workload =
        new Workload(
            "Deployment",
            metadata.getNamespace(),
            metadata.getName(),
            Objects.requireNonNullElse(metadata.getUid(), ""));
    List<FollowingContainer> containers =
        Stream.of(
                containers(
                    workload, "initContainers", deployment.initContainers(), managers, hosts),
                containers(workload, "containers", deployment.containers(), managers, hosts))
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
            containers));
  }

  private static List<FollowingContainer> containers(
      Workload workload,
      String list,
      List<KubernetesDeployment.Container> containers,
      KubernetesFieldManagers managers,
      RegistryHosts hosts) {
    List<FollowingContainer> following = new ArrayList<>();
    for (int i = 0; i < containers.size(); i++) {
      KubernetesDeployment.Container container = containers.get(i);
      String name = container.name();
      Optional<ImageReference> image = image(workload, container);
      if (image.isPresent()) {
        following.add(
            new FollowingContainer(
                name,
                POD_SPEC + list + "/" + i,
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
  private static Optional<ImageReference> image(
      Workload workload, KubernetesDeployment.Container container) {
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
