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
 * Stops the start where somebody set what nothing reads: who writes {@code TAGFAST_MOED=observe}
 * wants to be told before the first rollout. Looks at names, never at values.
 */
@ApplicationScoped
class UnknownSettingsCheck {
  private static final Logger LOG = Logger.getLogger(UnknownSettingsCheck.class);

  /** Before the other checks: a misspelt name is often why something else is missing. */
  private static final int FIRST = Interceptor.Priority.PLATFORM_BEFORE - 2;

  /** Throws {@link WrongSetting}. */
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
    if (!unknown.strange().isEmpty()) {
      LOG.warnf(
          "Nothing reads %s: no setting has such a name", String.join(", ", unknown.strange()));
    }
  }
}
