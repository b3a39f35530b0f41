package dev.tagfast.policy.rule;

import io.fabric8.generator.annotation.Required;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What is wrong with a policy.
 *
 * @param field where, e.g. {@code spec.rules[0].tags.regex}
 * @param message what is wrong there and what to write instead
 */
@RegisterForReflection
public record PolicyProblem(@Required String field, @Required String message) {
  @Override
  public String toString() {
    return field + ": " + message;
  }
}
