package dev.tagfast.policy.rule;

import io.fabric8.generator.annotation.Required;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a policy asks for and does not get. Unlike a {@link PolicyProblem} it takes nothing from the
 * policy: its rules count.
 *
 * @param field where, e.g. {@code spec.rules[0].restore}
 * @param message what does not happen, and what to do
 * @param reason one word, as reports and conditions have it
 */
@RegisterForReflection
public record PolicyWarning(
    @Required String field, @Required String message, @Required String reason) {
  @Override
  public String toString() {
    return field + ": " + message;
  }
}
