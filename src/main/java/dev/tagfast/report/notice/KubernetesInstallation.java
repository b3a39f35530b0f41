package dev.tagfast.report.notice;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Optional;

/**
 * The object that people look at when they look for Tagfast: on Knative its Service, else the
 * Deployment of {@code knative/base}. {@code kubectl describe} shows an Event only with the uid of
 * its object; without the right to read that, {@code kubectl get events} still does.
 *
 * @param knativeService the name of the Service, on Knative
 */
record KubernetesInstallation(Optional<String> knativeService) {
  private static final String DEPLOYMENT = "tagfast";
  private static final ResourceDefinitionContext KNATIVE_SERVICES =
      kind("serving.knative.dev", "Service", "services");
  private static final ResourceDefinitionContext DEPLOYMENTS =
      kind("apps", "Deployment", "deployments");

  /** A reference to the object. */
  ObjectReference in(String namespace, KubernetesClient api) {
    ResourceDefinitionContext kind = knativeService.isPresent() ? KNATIVE_SERVICES : DEPLOYMENTS;
    String name = knativeService.orElse(DEPLOYMENT);
    return new ObjectReferenceBuilder()
        .withApiVersion(kind.getGroup() + "/" + kind.getVersion())
        .withKind(kind.getKind())
        .withNamespace(namespace)
        .withName(name)
        .withUid(uid(api, kind, namespace, name).orElse(null))
        .build();
  }

  private static Optional<String> uid(
      KubernetesClient api, ResourceDefinitionContext kind, String namespace, String name) {
    try {
      GenericKubernetesResource found =
          api.genericKubernetesResources(kind).inNamespace(namespace).withName(name).get();
      return Optional.ofNullable(found).map(it -> it.getMetadata().getUid());
    } catch (KubernetesClientException _) {
      return Optional.empty();
    }
  }

  private static ResourceDefinitionContext kind(String group, String kind, String plural) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion("v1")
        .withKind(kind)
        .withPlural(plural)
        .withNamespaced(true)
        .build();
  }
}
