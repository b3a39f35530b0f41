package dev.tagfast.registry;

import dev.tagfast.settings.Settings;
import dev.tagfast.testing.TestSettings;
import java.util.LinkedHashMap;
import java.util.Map;

/** Builds settings from text, as an operator writes them. */
public final class RegistrySettingsText {
  private RegistrySettingsText() {}

  /**
   * Settings of one registry {@code hub}.
   *
   * @param pairs alternating: a property below the registry's prefix, and its value
   */
  public static Settings hub(String... pairs) {
    Map<String, String> properties = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      properties.put("tagfast.registries.hub." + pairs[i], pairs[i + 1]);
    }
    return of(properties);
  }

  public static Settings of(Map<String, String> properties) {
    return TestSettings.of(properties);
  }
}
