package dev.tagfast.cluster;

import dev.tagfast.testing.KubernetesApi;
import dev.tagfast.testing.World;
import java.util.HashMap;
import java.util.Map;

/**
 * The world with a real API server and a Tagfast that lives on: it reconciles by its own schedule,
 * once, shortly after its start.
 */
public final class ResidentWorld extends World {
  @Override
  protected KubernetesApi openApi() {
    return RealApi.open();
  }

  @Override
  public Map<String, String> start() {
    Map<String, String> settings = new HashMap<>(super.start());
    settings.put("tagfast.reconcile.every", "1h");
    return settings;
  }
}
