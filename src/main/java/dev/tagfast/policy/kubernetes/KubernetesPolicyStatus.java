package dev.tagfast.policy.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tagfast.policy.rule.ParsedPolicy;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Tells the author of a policy what Tagfast thinks of it, in its status. Written only where it says
 * something else, and never worth failing for: decisions are made by the spec alone.
 */
final class KubernetesPolicyStatus {
  private static final Logger LOG = Logger.getLogger(KubernetesPolicyStatus.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CONFLICT = 409;

  private final KubernetesClient client;
  // What was tried for each policy: what the API server refuses once is not tried at every list.
  private final Map<String, TagPolicyStatus> tried = new ConcurrentHashMap<>();

  KubernetesPolicyStatus(KubernetesClient client) {
    this.client = client;
  }

  /**
   * @param object as it was listed
   * @param written its status
   */
  void tell(GenericKubernetesResource object, JsonNode written, ParsedPolicy policy) {
    long generation = Optional.ofNullable(object.getMetadata().getGeneration()).orElse(0L);
    TagPolicyStatus status = TagPolicyStatus.of(policy, generation);
    JsonNode body = JSON.valueToTree(status);
    if (saysTheSame(written, body)) {
      tried.remove(policy.name());
      return;
    }
    if (status.equals(tried.put(policy.name(), status))) {
      return;
    }
    if (policy instanceof ParsedPolicy.InvalidPolicy invalid) {
      LOG.warnf(
          "TagPolicy %s is invalid, and the tags it could speak of are held until it is mended: %s",
          invalid.name(), invalid.why());
    }
    write(object, body, policy.name());
  }

  // Numbers read back may have another type than those written, so the texts are compared.
  private static boolean saysTheSame(JsonNode written, JsonNode wanted) {
    return written.path("valid").asText().equals(wanted.path("valid").asText())
        && written
            .path("observedGeneration")
            .asText()
            .equals(wanted.path("observedGeneration").asText())
        && written.path("problems").toString().equals(wanted.path("problems").toString());
  }

  private void write(GenericKubernetesResource object, JsonNode status, String name) {
    object.setAdditionalProperty("status", JSON.convertValue(status, Map.class));
    try {
      client
          .genericKubernetesResources(KubernetesPolicySource.KIND)
          .resource(object)
          .updateStatus();
    } catch (KubernetesClientException e) {
      if (e.getCode() == CONFLICT) {
        // Somebody was faster; the next list shows what they wrote.
        tried.remove(name);
        return;
      }
      LOG.warnf(
          "The status of TagPolicy %s could not be written (status %d); the policy itself counts"
              + " as ever. The ClusterRole needs the verb update on tagpolicies/status.",
          name, e.getCode());
    }
  }
}
