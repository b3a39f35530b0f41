package dev.tagfast.act.kubernetes;

import dev.tagfast.settings.Settings;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Parses {@code tagfast.workloads} at the start: a kind that is misspelt would never be followed.
 */
@ApplicationScoped
class KubernetesSettingsCheck {
  /**
   * @throws dev.tagfast.settings.WrongSetting if it names a kind that there is not
   */
  void check(@Observes StartupEvent start, Settings settings) {
    var _ = KubernetesKind.chosen(settings);
  }
}
