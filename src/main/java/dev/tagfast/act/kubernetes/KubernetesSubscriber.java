package dev.tagfast.act.kubernetes;

import dev.tagfast.act.brake.ApprovalBrake;
import dev.tagfast.act.kubernetes.KubernetesPodSpec.PodImage;
import dev.tagfast.act.rollout.ImagePlace;
import dev.tagfast.act.rollout.RolloutAnnotations;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Subscriber.FollowingContainer;
import dev.tagfast.act.rollout.Workload;
import dev.tagfast.follow.Follow;
import dev.tagfast.follow.FollowAnnotations;
import dev.tagfast.follow.KeelAnnotations;
import dev.tagfast.image.ImageReference;
import dev.tagfast.image.Repository;
import dev.tagfast.image.TagCase;
import dev.tagfast.image.TagKey;
import dev.tagfast.image.UntrustedText;
import dev.tagfast.registry.config.RegistryHosts;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.HashMap;
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

  /** The subscriber, without what a workload says to Keel. */
  static Optional<Subscriber> of(
      KubernetesKind kind, KubernetesWorkload object, RegistryHosts hosts) {
    return of(kind, object, hosts, false);
  }

  /**
   * The subscriber; empty if it does not subscribe: the label's value must be {@code true}, and no
   * other workload may make it.
   *
   * @param keel whether one with a policy of Keel subscribes too
   */
  static Optional<Subscriber> of(
      KubernetesKind kind, KubernetesWorkload object, RegistryHosts hosts, boolean keel) {
    ObjectMeta metadata = object.getMetadata();
    Map<String, String> labels = orEmpty(metadata.getLabels());
    Map<String, String> annotations = orEmpty(metadata.getAnnotations());
    Optional<KeelAnnotations> saidToKeel =
        Optional.of(new KeelAnnotations(labels, annotations))
            .filter(said -> keel && said.subscription().isPresent());
    boolean subscribes = "true".equals(labels.get(RolloutAnnotations.SUBSCRIBE));
    if ((!subscribes && saidToKeel.isEmpty()) || KubernetesKind.isMadeByAnother(metadata)) {
      return Optional.empty();
    }
    KubernetesFieldManagers managers = KubernetesFieldManagers.of(metadata, kind.podPath());
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
            .filter(
                image ->
                    subscribes
                        || saidToKeel.stream()
                            .anyMatch(said -> said.covers(image.list(), image.name())))
            .flatMap(
                image ->
                    following(workload, image, path, managers, hosts, annotations, saidToKeel)
                        .stream())
            .toList();
    return Optional.of(
        new Subscriber(
            workload,
            Objects.requireNonNullElse(metadata.getResourceVersion(), ""),
            labels,
            saidToKeel.map(said -> withApproval(said, annotations)).orElse(annotations),
            !annotations.isEmpty(),
            managers.all(),
            containers,
            kind.hindrance(object.getSpec()),
            kind.caveat(object.getSpec()),
            kind.progress(object),
            managers.ofApprovals(),
            managers.applied()));
  }

  /** Keel counts approvals; here one is enough, of the digest. */
  private static Map<String, String> withApproval(
      KeelAnnotations said, Map<String, String> annotations) {
    if (said.approvals() == 0) {
      return annotations;
    }
    Map<String, String> all = new HashMap<>(annotations);
    all.putIfAbsent(ApprovalBrake.REQUIRED.getKey(), ApprovalBrake.REQUIRED.getValue());
    return all;
  }

  // One image that is no reference must not keep the other workloads from being brought.
  private static Optional<FollowingContainer> following(
      Workload workload,
      PodImage found,
      String path,
      KubernetesFieldManagers managers,
      RegistryHosts hosts,
      Map<String, String> annotations,
      Optional<KeelAnnotations> keel) {
    ImageReference image;
    try {
      image = ImageReference.parse(found.image());
    } catch (IllegalArgumentException e) {
      LOG.debugf(
          "%s: %s in %s has an image that is no reference and follows nothing: %s",
          workload, found.name(), found.list(), UntrustedText.clean(found.image(), 200));
      return Optional.empty();
    }
    ImagePlace place =
        new ImagePlace(found.holder(), found.name(), path + found.list() + "/" + found.index());
    Repository repository = hosts.canonical(image.repository());
    TagCase tagCase = hosts.tagCaseOf(repository.host());
    Optional<TagKey> own = image.followedTag().map(tag -> hosts.key(image.repository(), tag));
    Follow follow =
        FollowAnnotations.rule(annotations, place.key(), tagCase)
            .or(() -> keel.map(said -> said.rule(own.map(TagKey::tag), tagCase)))
            .orElse(Follow.OWN);
    return Optional.of(
        new FollowingContainer(
            place,
            image,
            repository,
            own,
            follow,
            Optional.empty(),
            managers.isManagedByOthers(found.list(), found.name())));
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }
}
