package dev.tagfast.policy.kubernetes;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.fabric8.generator.annotation.Required;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A condition in Kubernetes' convention ({@code metav1.Condition}), for {@code kubectl wait} and
 * GitOps tools. In the order of the alphabet, which is the API server's: so two texts compare.
 *
 * @param lastTransitionTime when {@code status} changed last, RFC 3339
 * @param message for people; empty if all is well
 * @param reason one word
 * @param status {@code True} or {@code False}
 */
@JsonPropertyOrder(alphabetic = true)
@RegisterForReflection
public record PolicyCondition(
    @Required String lastTransitionTime,
    @Required String message,
    @JsonPropertyDescription("The generation of the spec that was judged") @Required
        long observedGeneration,
    @Required String reason,
    @Required String status,
    @Required String type) {
  /** Whether all that the policy asks for happens. */
  static final String READY = "Ready";
}
