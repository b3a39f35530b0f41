package dev.tagfast.packaged;

import dev.tagfast.testing.World;
import java.util.Map;

/** The world of a process of its own: it takes its port from the setting that people use. */
public final class PackagedWorld extends World {
  @Override
  public Map<String, String> start() {
    Map<String, String> settings = super.start();
    settings.put("quarkus.http.port", settings.get("quarkus.http.test-port"));
    return settings;
  }
}
