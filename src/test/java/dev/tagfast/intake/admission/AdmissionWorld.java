package dev.tagfast.intake.admission;

import dev.tagfast.testing.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;

/** A {@link World} whose Tagfast reviews what is created, too. */
public class AdmissionWorld extends World {
  private final ServerSocket hung;
  private int port;

  public AdmissionWorld() {
    try {
      hung = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Map<String, String> start() {
    Map<String, String> settings = new HashMap<>(super.start());
    port = Integer.parseInt(settings.get("quarkus.http.test-port"));
    settings.put("tagfast.doors", "events,webhooks,admission");
    settings.put("tagfast.admission.timeout", "2s");
    settings.put("tagfast.registries.away.host", "away.example");
    settings.put("tagfast.registries.away.url", "http://127.0.0.1:" + freePort());
    settings.put("tagfast.registries.away.insecure", "true");
    settings.put("tagfast.registries.away.attempts", "1");
    settings.put("tagfast.registries.strict.host", "strict.example");
    settings.put("tagfast.registries.strict.url", "http://127.0.0.1:" + freePort());
    settings.put("tagfast.registries.strict.insecure", "true");
    settings.put("tagfast.registries.strict.attempts", "1");
    // Connections are made by the kernel, and nobody answers.
    settings.put("tagfast.registries.hung.host", "hung.example");
    settings.put("tagfast.registries.hung.url", "http://127.0.0.1:" + hung.getLocalPort());
    settings.put("tagfast.registries.hung.insecure", "true");
    settings.put("tagfast.admission.registries.strict.fail", "closed");
    return settings;
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(AdmissionWorld.class));
  }

  @Override
  public void stop() {
    super.stop();
    try {
      hung.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The port that Tagfast listens on. */
  int port() {
    return port;
  }
}
