package dev.tagfast.intake;

import dev.tagfast.settings.Settings;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Settings as SmallRye maps them, without Quarkus. */
public final class SettingsOf {
  private SettingsOf() {}

  public static Settings properties(Map<String, String> properties) {
    return builder()
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(Settings.class);
  }

  public static Settings environment(Map<String, String> variables) {
    return builder()
        .withSources(new EnvConfigSource(variables, 300))
        .build()
        .getConfigMapping(Settings.class);
  }

  private static SmallRyeConfigBuilder builder() {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .addDefaultInterceptors()
        .addDiscoveredInterceptors()
        .withValidateUnknown(false)
        .withMapping(Settings.class);
  }
}
