package dev.tagfast.policy.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Writes what is thought of a policy into its status, for the policy's author. It is written only
 * if it changes. A failure to write it fails nothing: decisions use only the spec.
 */
final class KubernetesPolicyStatus {
  private static final Logger LOG = Logger.getLogger(KubernetesPolicyStatus.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CONFLICT = 409;

  /** All that a person reads; a number that is read back may have another type, so text is. */
  private static final List<String> FIELDS =
      List.of("valid", "observedGeneration", "problems", "warnings", "conditions");

  private final KubernetesClient client;
  private final InstantSource clock;

  // The last status that was sent for each policy. A status that the API server rejected is not
  // sent again at every list.
  private final Map<String, PolicyJudgement> attempted = new ConcurrentHashMap<>();
  private final Map<String, PolicyJudgement> told = new ConcurrentHashMap<>();

  KubernetesPolicyStatus(KubernetesClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  /**
   * Writes the status of a policy if it differs from the present one.
   *
   * @param object the policy as it was listed
   * @param current its present status
   */
  void update(GenericKubernetesResource object, JsonNode current, PolicyJudgement judgement) {
    String name = object.getMetadata().getName();
    tell(name, judgement);
    JsonNode body = JSON.valueToTree(TagPolicyStatus.of(judgement, current, clock.instant()));
    if (FIELDS.stream().allMatch(field -> text(current, field).equals(text(body, field)))) {
      attempted.remove(name);
      return;
    }
    if (!judgement.equals(attempted.put(name, judgement))) {
      write(object, body, name);
    }
  }

  /**
   * A line for each process: who reads the log of a new one need not know what the last one said.
   */
  private void tell(String name, PolicyJudgement judgement) {
    if (judgement.isReady()) {
      told.remove(name);
    } else if (!judgement.equals(told.put(name, judgement))) {
      LOG.warnf(
          judgement.isValid()
              ? "TagPolicy %s counts, but not all that it asks for can happen: %s"
              : "TagPolicy %s is invalid, and the tags it could speak of are held until it is"
                  + " mended: %s",
          name,
          judgement.message());
    }
  }

  private static String text(JsonNode status, String field) {
    JsonNode value = status.path(field);
    return value.isValueNode() ? value.asText() : value.toString();
  }

  private void write(GenericKubernetesResource listed, JsonNode status, String name) {
    GenericKubernetesResource object = new GenericKubernetesResource();
    object.setApiVersion(listed.getApiVersion());
    object.setKind(listed.getKind());
    object.setMetadata(listed.getMetadata());
    listed.getAdditionalProperties().forEach(object::setAdditionalProperty);
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
