package dev.tagfast.act.kubernetes;

import dev.tagfast.act.rollout.ClusterUnavailable;
import dev.tagfast.image.UntrustedText;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Objects;

/** What a failed request means, in sentences for people. */
final class KubernetesFailure {
  private static final int LONGEST = 300;

  private KubernetesFailure() {}

  /**
   * @param tried e.g. {@code list the Deployments of namespace shop}
   * @param verb the one that a role must grant
   */
  static ClusterUnavailable unavailable(
      String tried, String verb, KubernetesClientException failure) {
    String why =
        switch (failure.getCode()) {
          case 401 ->
              "the API server does not accept our credentials; check the service account's token";
          case 403 ->
              "it is forbidden; grant the verb \""
                  + verb
                  + "\" on deployments of the API group apps to Tagfast's service account"
                  + " (knative/base/rbac.yaml), or list the namespaces it may see in tagfast.namespaces";
          case 404 ->
              "the API server does not know apps/v1 Deployments; check that"
                  + " quarkus.kubernetes-client.api-server-url names a Kubernetes API server";
          default -> said(failure);
        };
    return new ClusterUnavailable("Tagfast could not " + tried + ": " + why, failure);
  }

  /** Whether nobody answered at all, so that asking for another workload will not do better. */
  static boolean isSilence(ClusterUnavailable failure) {
    return failure.getCause() instanceof KubernetesClientException cause && cause.getCode() <= 0;
  }

  /** The API server's own words, or those of the connection that failed; cleaned and cut. */
  static String said(KubernetesClientException failure) {
    String text = failure.getStatus() == null ? null : failure.getStatus().getMessage();
    if (text == null && failure.getCause() != null) {
      text = failure.getCause().getMessage();
    }
    return UntrustedText.clean(Objects.requireNonNullElse(text, failure.getMessage()), LONGEST);
  }
}
