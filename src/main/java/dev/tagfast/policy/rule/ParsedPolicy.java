package dev.tagfast.policy.rule;

import dev.tagfast.image.TagCase;
import dev.tagfast.image.TagKey;
import dev.tagfast.image.UntrustedText;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A {@code TagPolicy} after parsing: understood as a whole, or not at all. */
public sealed interface ParsedPolicy {
  /** The order in which policies are asked: higher priority first, then by name. */
  Comparator<ParsedPolicy> ORDER =
      Comparator.comparingInt(ParsedPolicy::priority).reversed().thenComparing(ParsedPolicy::name);

  /** The object's name. */
  String name();

  /** {@code spec.priority}; where it cannot be understood, the highest there is. */
  int priority();

  /** Every rule is understood. */
  record ValidPolicy(String name, int priority, List<Rule> rules) implements ParsedPolicy {
    public ValidPolicy {
      rules = List.copyOf(rules);
    }
  }

  /**
   * Something in it is not understood, so none of its rules counts.
   *
   * @param problems at least one
   * @param couldSpeakOf what its rules mean as far as they are understood, and more where not
   */
  record InvalidPolicy(
      String name, int priority, List<PolicyProblem> problems, List<Selector> couldSpeakOf)
      implements ParsedPolicy {
    private static final int LONGEST_WHY = 500;

    public InvalidPolicy {
      problems = List.copyOf(problems);
      couldSpeakOf = List.copyOf(couldSpeakOf);
    }

    boolean couldSpeakOf(TagKey key, TagCase tagCase) {
      return couldSpeakOf.stream().anyMatch(selector -> selector.speaksOf(key, tagCase));
    }

    /** The problems in one line. */
    public String why() {
      return UntrustedText.clean(
          problems.stream().map(PolicyProblem::toString).collect(Collectors.joining("; ")),
          LONGEST_WHY);
    }
  }
}
