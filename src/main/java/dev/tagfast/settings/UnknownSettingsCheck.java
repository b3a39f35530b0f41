package dev.tagfast.settings;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Stops the start if a setting is misspelt. A person who writes {@code TAGFAST_MOED=observe} must
 * learn of it before the first rollout. The check reads names and never values.
 */
@ApplicationScoped
class UnknownSettingsCheck {
  private static final Logger LOG = Logger.getLogger(UnknownSettingsCheck.class);

  /**
   * Runs before the other checks, because a misspelt name is often the reason why another setting
   * is missing.
   */
  private static final int FIRST = Interceptor.Priority.PLATFORM_BEFORE - 2;

  /**
   * @throws WrongSetting if a name is misspelt; the message names the nearest settings
   */
  void check(@Observes @Priority(FIRST) StartupEvent start, SmallRyeConfig config) {
    List<String> properties = new ArrayList<>();
    config.getPropertyNames().forEach(properties::add);
    check(System.getenv().keySet(), properties);
  }

  static void check(Set<String> variables, List<String> properties) {
    UnknownSettings unknown = UnknownSettings.of(variables, properties);
    if (!unknown.misspelt().isEmpty()) {
      throw new WrongSetting(String.join(". ", unknown.misspelt()));
    }
    if (!unknown.unrelated().isEmpty()) {
      LOG.warnf(
          "Nothing reads %s: no setting has such a name", String.join(", ", unknown.unrelated()));
    }
  }
}
