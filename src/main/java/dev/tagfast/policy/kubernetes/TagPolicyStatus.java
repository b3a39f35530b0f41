package dev.tagfast.policy.kubernetes;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.policy.rule.PolicyProblem;
import dev.tagfast.policy.rule.PolicyWarning;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The status of a policy: whether Tagfast could parse it, and whether all that it asks for happens.
 *
 * @param valid whether its rules apply; while they do not, every tag that they could match is held
 * @param observedGeneration the generation of the spec that was parsed
 * @param problems what to correct; empty if the policy is valid
 * @param warnings what the policy asks for in vain; its rules count all the same
 * @param conditions {@code Ready} alone
 */
@RegisterForReflection
public record TagPolicyStatus(
    @JsonPropertyDescription(
            "Whether the rules count; while they do not, every tag they could speak of is held")
        @Required
        boolean valid,
    @JsonPropertyDescription("The generation of the spec that was judged") @Required
        long observedGeneration,
    @JsonPropertyDescription("What to mend") @Size(max = MAX_PROBLEMS) List<PolicyProblem> problems,
    @JsonPropertyDescription("What the policy asks for in vain; its rules count all the same")
        @Size(max = MAX_PROBLEMS)
        @Nullable List<PolicyWarning> warnings,
    @JsonPropertyDescription("Ready: whether the rules count, and all that they ask for can happen")
        @Size(max = MAX_PROBLEMS)
        @Nullable List<PolicyCondition> conditions) {
  /** The schema's maximum. */
  static final int MAX_PROBLEMS = 20;

  /**
   * The status to write.
   *
   * @param current the present status; when its condition changed last is kept while it stays
   */
  static TagPolicyStatus of(PolicyJudgement judgement, JsonNode current, Instant now) {
    String ready = judgement.isReady() ? "True" : "False";
    return new TagPolicyStatus(
        judgement.isValid(),
        judgement.generation(),
        judgement.problems(),
        judgement.warnings(),
        List.of(
            new PolicyCondition(
                since(current, ready, now),
                judgement.message(),
                judgement.generation(),
                judgement.reason(),
                ready,
                PolicyCondition.READY)));
  }

  private static String since(JsonNode current, String ready, Instant now) {
    for (JsonNode condition : current.path("conditions")) {
      if (condition.path("type").asText().equals(PolicyCondition.READY)
          && condition.path("status").asText().equals(ready)) {
        return condition.path("lastTransitionTime").asText();
      }
    }
    return now.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
