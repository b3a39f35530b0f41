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
 * Writes the result of parsing a policy into its status, for the policy's author. It is written
 * only if it changes. A failure to write it fails nothing: decisions use only the spec.
 */
final class KubernetesPolicyStatus {
  private static final Logger LOG = Logger.getLogger(KubernetesPolicyStatus.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CONFLICT = 409;

  private final KubernetesClient client;
  // The last status that was sent for each policy. A status that the API server rejected is not
  // sent
  // again at every list.
  private final Map<String, TagPolicyStatus> attempted = new ConcurrentHashMap<>();

  KubernetesPolicyStatus(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Writes the status of a policy if it differs from the present one.
   *
   * @param object the policy as it was listed
   * @param current its present status
   */
  void update(GenericKubernetesResource object, JsonNode current, ParsedPolicy policy) {
    long generation = Optional.ofNullable(object.getMetadata().getGeneration()).orElse(0L);
    TagPolicyStatus status = TagPolicyStatus.of(policy, generation);
    JsonNode body = JSON.valueToTree(status);
    if (isSameStatus(current, body)) {
      attempted.remove(policy.name());
      return;
    }
    if (status.equals(attempted.put(policy.name(), status))) {
      return;
    }
    if (policy instanceof ParsedPolicy.InvalidPolicy invalid) {
      LOG.warnf(
          "TagPolicy %s is invalid, and the tags it could speak of are held until it is mended: %s",
          invalid.name(), invalid.why());
    }
    write(object, body, policy.name());
  }

  // Compares text: a number that is read back may have another type than the written one.
  private static boolean isSameStatus(JsonNode current, JsonNode desired) {
    return current.path("valid").asText().equals(desired.path("valid").asText())
        && current
            .path("observedGeneration")
            .asText()
            .equals(desired.path("observedGeneration").asText())
        && current.path("problems").toString().equals(desired.path("problems").toString());
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
        // Another instance wrote first. The next list shows its status.
        attempted.remove(name);
        return;
      }
      LOG.warnf(
          "The status of TagPolicy %s could not be written (status %d); the policy itself counts"
              + " as ever. The ClusterRole needs the verb update on tagpolicies/status.",
          name, e.getCode());
    }
  }
}
