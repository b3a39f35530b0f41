package dev.tagfast.ledger.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds out whether the API server vouches for {@code spec.by} of an approval: the admission policy
 * of {@code knative/base} was there before the object, and refuses every name but the creator's.
 */
final class KubernetesApproverCheck {
  /** The name of the policy and of its binding. */
  static final String NAME = "tagfast-approvals";

  private final KubernetesClient client;

  KubernetesApproverCheck(KubernetesClient client) {
    this.client = client;
  }

  /** Since when no other name is let in; empty: it is not, or that cannot be read. */
  Optional<Instant> since() {
    try {
      Optional<Instant> policy =
          created("ValidatingAdmissionPolicy", "validatingadmissionpolicies");
      Optional<Instant> binding =
          policy.flatMap(
              _ ->
                  created("ValidatingAdmissionPolicyBinding", "validatingadmissionpolicybindings"));
      return policy.flatMap(first -> binding.map(it -> it.isAfter(first) ? it : first));
    } catch (KubernetesClientException _) {
      // Without the right to read them the name counts as one that anybody could have written.
      return Optional.empty();
    }
  }

  private Optional<Instant> created(String kind, String plural) {
    ResourceDefinitionContext context =
        new ResourceDefinitionContext.Builder()
            .withGroup("admissionregistration.k8s.io")
            .withVersion("v1")
            .withKind(kind)
            .withPlural(plural)
            .withNamespaced(false)
            .build();
    GenericKubernetesResource found =
        client.genericKubernetesResources(context).withName(NAME).get();
    return Optional.ofNullable(found)
        .map(it -> Instant.parse(it.getMetadata().getCreationTimestamp()));
  }
}
