package dev.tagfast.policy.kubernetes;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.tagfast.policy.rule.ParsedPolicy;
import dev.tagfast.policy.rule.PolicyProblem;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * What Tagfast thinks of a policy.
 *
 * @param valid whether its rules count; while they do not, what it could speak of is held
 * @param observedGeneration the generation of the spec that was judged
 * @param problems what to mend; empty where it is valid
 */
@RegisterForReflection
public record TagPolicyStatus(
    @JsonPropertyDescription(
            "Whether the rules count; while they do not, every tag they could speak of is held")
        @Required
        boolean valid,
    @JsonPropertyDescription("The generation of the spec that was judged") @Required
        long observedGeneration,
    @JsonPropertyDescription("What to mend") @Size(max = MOST_PROBLEMS)
        List<PolicyProblem> problems) {
  /** What a person can use; the rest shows when these are mended. */
  static final int MOST_PROBLEMS = 20;

  /** Cuts what is too much for a person. */
  public TagPolicyStatus {
    problems = problems.stream().limit(MOST_PROBLEMS).toList();
  }

  static TagPolicyStatus of(ParsedPolicy policy, long generation) {
    return switch (policy) {
      case ParsedPolicy.ValidPolicy _ -> new TagPolicyStatus(true, generation, List.of());
      case ParsedPolicy.InvalidPolicy invalid ->
          new TagPolicyStatus(false, generation, invalid.problems());
    };
  }
}
