package dev.tagfast.pipeline;

import dev.tagfast.testing.World;
import java.util.HashMap;
import java.util.Map;

/** The world in which Tagfast reaches the silent registry through a proxy that can misbehave. */
public final class WorldBehindProxy extends World {
  private FaultyProxy proxy;

  @Override
  public Map<String, String> start() {
    Map<String, String> settings = new HashMap<>(super.start());
    proxy = new FaultyProxy(silent().uri());
    settings.put("tagfast.registries.silent.host", proxy.host());
    settings.put("tagfast.registries.silent.aliases", silent().host());
    return settings;
  }

  @Override
  public void stop() {
    proxy.close();
    super.stop();
  }

  FaultyProxy proxy() {
    return proxy;
  }
}
