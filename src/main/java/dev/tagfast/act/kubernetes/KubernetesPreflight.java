package dev.tagfast.act.kubernetes;

import dev.tagfast.act.preflight.PlatformCheck;
import dev.tagfast.act.preflight.PodPlacement;
import dev.tagfast.act.preflight.PreflightStop;
import dev.tagfast.act.rollout.RolloutTarget;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Workload;
import dev.tagfast.decide.Reason;
import dev.tagfast.settings.Settings;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Checks before a patch that the nodes can pull and run the image. It costs no request where the
 * settings do not ask for it. What could not be asked stops no rollout: without these checks there
 * would be none either.
 */
@ApplicationScoped
class KubernetesPreflight {
  private static final Logger LOG = Logger.getLogger(KubernetesPreflight.class);

  private final KubernetesClient client;
  private final KubernetesNodes nodes;
  private final KubernetesPullSecrets secrets;
  private final boolean platforms;
  private final boolean pullSecrets;

  KubernetesPreflight(
      KubernetesClient client,
      KubernetesNodes nodes,
      KubernetesPullSecrets secrets,
      Settings settings) {
    this.client = client;
    this.nodes = nodes;
    this.secrets = secrets;
    platforms = settings.rollouts().checkPlatforms();
    pullSecrets = settings.rollouts().checkPullSecrets();
  }

  /** What stands in the way; empty: nothing that is known. */
  Optional<PreflightStop> check(
      Subscriber subscriber, Subscriber.FollowingContainer container, RolloutTarget target) {
    boolean index = platforms && !target.platforms().isEmpty();
    return index || pullSecrets
        ? placement(subscriber.workload())
            .flatMap(pods -> check(subscriber.workload(), pods, container, target, index))
        : Optional.empty();
  }

  private Optional<PreflightStop> check(
      Workload workload,
      PodPlacement pods,
      Subscriber.FollowingContainer container,
      RolloutTarget target,
      boolean index) {
    String image = container.pinnedTo(target.digest()).toString();
    Optional<PreflightStop> unpullable =
        pullSecrets
            ? secrets
                .refusal(workload.namespace(), pods, container.repository(), target.digest())
                .map(why -> new PreflightStop(Reason.PULL_DENIED, sentence(image, workload, why)))
            : Optional.empty();
    return unpullable.or(
        () ->
            index
                ? PlatformCheck.missing(image, target.platforms(), pods, nodes.all())
                : Optional.empty());
  }

  private static String sentence(String image, Workload workload, String why) {
    return "The pods of %s could not pull %s: %s. Correct the Secret, or what its user may read at the registry."
        .formatted(workload, image, why);
  }

  private Optional<PodPlacement> placement(Workload workload) {
    KubernetesKind kind = KubernetesKind.of(workload);
    int slash = workload.apiVersion().indexOf('/');
    ResourceDefinitionContext resources =
        new ResourceDefinitionContext.Builder()
            .withGroup(kind.group())
            .withVersion(workload.apiVersion().substring(slash + 1))
            .withKind(kind.kind())
            .withPlural(kind.plural())
            .withNamespaced(true)
            .build();
    try {
      GenericKubernetesResource found =
          client
              .genericKubernetesResources(resources)
              .inNamespace(workload.namespace())
              .withName(workload.name())
              .get();
      return Optional.ofNullable(found)
          .map(it -> PodPlacement.of(at(it.getAdditionalProperties(), kind)));
    } catch (KubernetesClientException e) {
      LOG.debugf(e, "%s is not checked before its rollout", workload);
      return Optional.empty();
    }
  }

  private static Map<?, ?> at(Map<?, ?> object, KubernetesKind kind) {
    Map<?, ?> found = object;
    for (String name : kind.podPath()) {
      found = found.get(name) instanceof Map<?, ?> member ? member : Map.of();
    }
    return found;
  }
}
