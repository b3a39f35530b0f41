package dev.tagfast.policy.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.policy.rule.ParsedPolicy.InvalidPolicy;
import dev.tagfast.policy.rule.ParsedPolicy.ValidPolicy;
import dev.tagfast.policy.rule.RuleParser.ParsedRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Parses the {@code spec} of a {@code TagPolicy}. It trusts no schema: an object may be older than
 * the CRD, or its CRD may be somebody else's. Whatever it is given, the answer is a policy.
 */
public final class PolicyParser {
  private static final Set<String> FIELDS = Set.of("priority", "rules");
  private static final int MOST_RULES = 100;

  private PolicyParser() {}

  /**
   * @param name the object's name
   * @param spec as it was read; a missing node where there is none
   */
  public static ParsedPolicy parse(String name, JsonNode spec) {
    List<PolicyProblem> problems = new ArrayList<>();
    if (!spec.isObject()) {
      problems.add(new PolicyProblem("spec", "must be an object with rules"));
      return new InvalidPolicy(name, Integer.MAX_VALUE, problems, List.of(Selector.EVERYTHING));
    }
    FieldReader fields = new FieldReader(spec, "spec", problems);
    fields.allow(FIELDS);
    // A priority that cannot be understood could be the highest of all.
    int priority =
        fields.integer("priority").orElse(fields.has("priority") ? Integer.MAX_VALUE : 0);
    List<ParsedRule> rules = rules(name, fields);
    return problems.isEmpty()
        ? new ValidPolicy(name, priority, understood(rules))
        : new InvalidPolicy(
            name, priority, problems, rules.stream().map(ParsedRule::couldSpeakOf).toList());
  }

  private static List<ParsedRule> rules(String policy, FieldReader spec) {
    Optional<List<JsonNode>> nodes = spec.list("rules", MOST_RULES);
    if (nodes.isEmpty()) {
      if (!spec.has("rules")) {
        spec.note("rules", "are missing: a policy has at least one rule");
      }
      return List.of(new ParsedRule(Selector.EVERYTHING, Optional.empty()));
    }
    RuleParser parser = new RuleParser(policy, spec.problems());
    List<ParsedRule> parsed = new ArrayList<>();
    for (int i = 0; i < nodes.get().size(); i++) {
      parsed.add(parser.parse(nodes.get().get(i), i));
    }
    return parsed;
  }

  private static List<Rule> understood(List<ParsedRule> rules) {
    return rules.stream()
        .flatMap(
            rule ->
                rule
                    .treatment()
                    .map(treatment -> new Rule(rule.couldSpeakOf(), treatment))
                    .stream())
        .toList();
  }
}
