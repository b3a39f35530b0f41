package dev.tagfast.testing;

import dev.tagfast.settings.Settings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Settings as an operator would write them, without the container. */
public final class TestSettings {
  private TestSettings() {}

  /** The defaults, and these. */
  public static Settings of(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withMapping(Settings.class)
        .addDiscoveredConverters()
        .addDefaultInterceptors()
        .addDiscoveredInterceptors()
        .withSources(new PropertiesConfigSource(properties, "test", 500))
        .build()
        .getConfigMapping(Settings.class);
  }
}
