package dev.tagfast.intake.admission;

import dev.tagfast.cluster.RealApi;
import dev.tagfast.cluster.RealWorld;
import java.util.Map;

/** The world with a real API server, whose reviews Tagfast takes with a certificate of its own. */
public final class ServingWorld extends RealWorld {
  private int port;

  @Override
  public Map<String, String> start() {
    Map<String, String> settings = super.start();
    port = freePort();
    settings.put("tagfast.doors", "admission");
    settings.put("tagfast.admission.tls.source", "self");
    settings.put("tagfast.admission.tls.port", Integer.toString(port));
    return settings;
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(ServingWorld.class));
  }

  /** The port of the reviews. */
  int port() {
    return port;
  }

  RealApi real() {
    return (RealApi) api();
  }
}
