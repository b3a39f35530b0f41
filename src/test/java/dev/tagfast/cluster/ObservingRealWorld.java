package dev.tagfast.cluster;

import java.util.Map;

/** The world with a real API server, in which Tagfast observes and changes nothing. */
public final class ObservingRealWorld extends RealWorld {
  @Override
  public Map<String, String> start() {
    Map<String, String> settings = super.start();
    settings.put("tagfast.mode", "observe");
    return settings;
  }
}
