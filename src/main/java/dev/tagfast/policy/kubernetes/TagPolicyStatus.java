package dev.tagfast.policy.kubernetes;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.tagfast.policy.rule.ParsedPolicy;
import dev.tagfast.policy.rule.PolicyProblem;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The status of a policy: whether Tagfast could parse it.
 *
 * @param valid whether its rules apply; while they do not, every tag that they could match is held
 * @param observedGeneration the generation of the spec that was parsed
 * @param problems what to correct; empty if the policy is valid
 */
@RegisterForReflection
public record TagPolicyStatus(
    @JsonPropertyDescription(
            "Whether the rules count; while they do not, every tag they could speak of is held")
        @Required
        boolean valid,
    @JsonPropertyDescription("The generation of the spec that was judged") @Required
        long observedGeneration,
    @JsonPropertyDescription("What to mend") @Size(max = MAX_PROBLEMS)
        List<PolicyProblem> problems) {
  /** The maximum number of problems. The others show when these are corrected. */
  static final int MAX_PROBLEMS = 20;

  /** Keeps the first {@link #MAX_PROBLEMS} problems. */
  public TagPolicyStatus {
    problems = problems.stream().limit(MAX_PROBLEMS).toList();
  }

  static TagPolicyStatus of(ParsedPolicy policy, long generation) {
    return switch (policy) {
      case ParsedPolicy.ValidPolicy _ -> new TagPolicyStatus(true, generation, List.of());
      case ParsedPolicy.InvalidPolicy invalid ->
          new TagPolicyStatus(false, generation, invalid.problems());
    };
  }
}
