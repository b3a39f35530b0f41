package dev.tagfast.policy.kubernetes;

import dev.tagfast.image.UntrustedText;
import dev.tagfast.policy.rule.ParsedPolicy;
import dev.tagfast.policy.rule.PolicyProblem;
import dev.tagfast.policy.rule.PolicyWarning;
import java.util.List;
import java.util.stream.Stream;

/**
 * What Tagfast thinks of one generation of a policy.
 *
 * @param generation of the spec
 * @param problems why its rules do not count; empty: they do
 * @param warnings what it asks for in vain
 */
record PolicyJudgement(
    long generation, List<PolicyProblem> problems, List<PolicyWarning> warnings) {
  /** The maximum number of either. The others show when these are corrected. */
  private static final int MOST = 20;

  private static final int LONGEST_MESSAGE = 500;

  PolicyJudgement {
    problems = problems.stream().limit(MOST).toList();
    warnings = warnings.stream().limit(MOST).toList();
  }

  static PolicyJudgement of(ParsedPolicy policy, List<PolicyWarning> warnings, long generation) {
    return switch (policy) {
      case ParsedPolicy.ValidPolicy _ -> new PolicyJudgement(generation, List.of(), warnings);
      case ParsedPolicy.InvalidPolicy invalid ->
          new PolicyJudgement(generation, invalid.problems(), warnings);
    };
  }

  /** Whether its rules count. */
  boolean isValid() {
    return problems.isEmpty();
  }

  /** Whether all that it asks for happens. */
  boolean isReady() {
    return isValid() && warnings.isEmpty();
  }

  /** One word for the condition. */
  String reason() {
    if (!isValid()) {
      return "PolicyInvalid";
    }
    return warnings.isEmpty() ? "RulesCount" : warnings.getFirst().reason();
  }

  /** The first that is wrong, and how many more are; empty: nothing is. */
  String message() {
    List<String> wrong =
        Stream.concat(problems.stream(), warnings.stream()).map(Object::toString).toList();
    if (wrong.isEmpty()) {
      return "";
    }
    String first = UntrustedText.clean(wrong.getFirst(), LONGEST_MESSAGE);
    return wrong.size() == 1 ? first : first + " (and " + (wrong.size() - 1) + " more)";
  }
}
