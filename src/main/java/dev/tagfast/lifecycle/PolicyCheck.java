package dev.tagfast.lifecycle;

import dev.tagfast.policy.PolicySource;
import io.smallrye.health.api.HealthGroup;
import jakarta.inject.Singleton;
import java.time.InstantSource;

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
}
