package dev.tagfast.testing;

import dev.tagfast.settings.Settings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Settings as an operator would write them, without the container. */
public final class TestSettings {
  private TestSettings() {}

  /** The registry of the fakes; what is not listed is never asked. */
  private static final Map<String, String> FAKE_REGISTRY =
      Map.of(
          "tagfast.registries.fake.host", "registry.example",
          "tagfast.registries.fake.push-credentials.username", "fake",
          "tagfast.registries.fake.push-credentials.password", "fake");

  /** The defaults, these, and the registry of the fakes. */
  public static Settings of(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        // Not that of the thread: a test may have loaded our classes once more.
        .forClassLoader(TestSettings.class.getClassLoader())
        .withMapping(Settings.class)
        .addDiscoveredConverters()
        .addDefaultInterceptors()
        .addDiscoveredInterceptors()
        .withSources(new PropertiesConfigSource(properties, "test", 500))
        .withSources(
            new PropertiesConfigSource(
                properties.containsValue("registry.example") ? Map.of() : FAKE_REGISTRY,
                "fakes",
                400))
        .build()
        .getConfigMapping(Settings.class);
  }
}
