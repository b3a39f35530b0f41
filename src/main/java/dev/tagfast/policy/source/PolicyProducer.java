package dev.tagfast.policy.source;

import dev.tagfast.policy.PolicySource;
import dev.tagfast.policy.kubernetes.KubernetesPolicySource;
import dev.tagfast.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;

/** Chooses where policies come from by {@code tagfast.policy.source}, when they are first asked. */
@ApplicationScoped
class PolicyProducer {
  /** The policies. The Kubernetes client is made only where they are kept there. */
  @Produces
  @ApplicationScoped
  PolicySource policies(Settings settings, Instance<KubernetesPolicySource> kubernetes) {
    return switch (settings.policy().source()) {
      case DEFAULTS -> new DefaultPolicySource();
      case KUBERNETES -> kubernetes.get();
    };
  }
}
