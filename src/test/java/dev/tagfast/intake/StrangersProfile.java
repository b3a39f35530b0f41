package dev.tagfast.intake;

import java.util.Map;
import java.util.TreeMap;

/** Every format has a source, both doors are open, and no registry of any sample is listed. */
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
    // It would say of each of thousands that it goes no further.
    settings.put("quarkus.log.category.\"dev.tagfast.intake\".level", "WARN");
    return settings;
  }
}
