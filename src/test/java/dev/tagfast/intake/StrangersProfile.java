package dev.tagfast.intake;

import java.util.Map;
import java.util.TreeMap;

/** Sources for every format, both doors open, and no registry of a sample listed. */
public class StrangersProfile extends PayloadsProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    Map<String, String> settings = new TreeMap<>(super.getConfigOverrides());
    settings.keySet().removeIf(name -> name.startsWith("tagfast.registries."));
    settings.keySet().removeIf(name -> name.contains("-hmac-"));
    settings.keySet().removeIf(name -> name.endsWith(".default-registry"));
    settings.keySet().removeIf(name -> name.startsWith("tagfast.sources.narrow"));
    settings.put("tagfast.registries.nobodys.host", "nobody.names.this.invalid");
    settings.put("tagfast.events.header", HEADER);
    settings.put("tagfast.events.secret", SECRET);
    settings.remove("tagfast.events.registries");
    // It would log a line for each of thousands of refused events.
    settings.put("quarkus.log.category.\"dev.tagfast.intake\".level", "WARN");
    return settings;
  }
}
