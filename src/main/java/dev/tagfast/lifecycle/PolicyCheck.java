package dev.tagfast.lifecycle;

import dev.tagfast.policy.PolicySource;
import dev.tagfast.policy.PolicyUnavailable;
import io.smallrye.health.api.HealthGroup;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;

/** Whether the policies can be read; without them nothing is decided. */
@HealthGroup("dependencies")
@Singleton
class PolicyCheck extends DependencyCheck {
  private final PolicySource policies;

  PolicyCheck(PolicySource policies, InstantSource clock) {
    super("policies", clock);
    this.policies = policies;
  }

  @Override
  void ask() {
    var _ = policies.lookup(PROBE_KEY);
  }

  @Override
  Optional<String> remedy(RuntimeException failure) {
    return failure instanceof PolicyUnavailable unavailable
        ? unavailable.remedy()
        : Optional.empty();
  }
}
