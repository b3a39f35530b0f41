package dev.tagfast.intake.gate;

import dev.tagfast.testing.RegistryProcess;
import dev.tagfast.testing.World;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A {@link World} whose Tagfast is a gate, too. Its own address is a name of the silent registry,
 * as it would be behind a reverse proxy that keeps the host: under {@code localhost} of one with
 * users, and under {@code odd.example} of one that a test scripts.
 */
public class GateWorld extends World {
  private RegistryProcess secured;
  private OddRegistry odd;
  private int port;
  private int otherFront;
  private Optional<NginxProcess> nginx = Optional.empty();
  private Optional<NginxProcess> securedNginx = Optional.empty();

  @Override
  public Map<String, String> start() {
    Map<String, String> settings = new HashMap<>(super.start());
    secured = RegistryProcess.withBasicAuth();
    odd = new OddRegistry();
    port = Integer.parseInt(settings.get("quarkus.http.test-port"));
    settings.put("tagfast.doors", "events,webhooks,gate");
    String us = "127.0.0.1:" + port;
    int front = freePort();
    int securedFront = freePort();
    otherFront = freePort();
    if (NginxProcess.program().isPresent()) {
      nginx = Optional.of(NginxProcess.start(front, silent().host(), us));
      securedNginx = Optional.of(NginxProcess.start(securedFront, secured.host(), us));
    }
    settings.put(
        "tagfast.registries.silent.aliases",
        us + ",127.0.0.1:" + front + ",127.0.0.1:" + otherFront);
    settings.put("tagfast.registries.secured.host", secured.host());
    settings.put(
        "tagfast.registries.secured.aliases", "localhost:" + port + ",127.0.0.1:" + securedFront);
    settings.put("tagfast.registries.secured.insecure", "true");
    settings.put("tagfast.registries.secured.credentials.username", RegistryProcess.USER);
    settings.put("tagfast.registries.secured.credentials.password", RegistryProcess.PASSWORD);
    settings.put("tagfast.registries.odd.host", "odd.example");
    settings.put("tagfast.registries.odd.url", odd.url());
    settings.put("tagfast.registries.odd.insecure", "true");
    settings.put("tagfast.registries.odd.attempts", "1");
    settings.put("tagfast.gate.odd.timeout", "2s");
    settings.put("tagfast.registries.lenient.host", "lenient.example");
    settings.put("tagfast.registries.lenient.url", odd.url());
    settings.put("tagfast.registries.lenient.insecure", "true");
    settings.put("tagfast.gate.lenient.fail", "open");
    settings.put("tagfast.registries.away.host", "away.example");
    settings.put("tagfast.registries.away.url", "http://127.0.0.1:" + freePort());
    settings.put("tagfast.registries.away.insecure", "true");
    settings.put("tagfast.registries.away.attempts", "1");
    return settings;
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(GateWorld.class));
  }

  @Override
  public void stop() {
    nginx.ifPresent(NginxProcess::close);
    securedNginx.ifPresent(NginxProcess::close);
    secured.close();
    odd.close();
    super.stop();
  }

  /** The port that Tagfast listens on. */
  int port() {
    return port;
  }

  /** A registry that wants a user. */
  RegistryProcess secured() {
    return secured;
  }

  /** The reverse proxy in front of the silent registry and of Tagfast, where nginx is here. */
  public Optional<NginxProcess> nginx() {
    return nginx;
  }

  /** The same in front of the registry that wants a user. */
  public Optional<NginxProcess> securedNginx() {
    return securedNginx;
  }

  /** Where Tagfast listens. */
  public String tagfast() {
    return "127.0.0.1:" + port;
  }

  /** A port for another reverse proxy in front of the silent registry; nobody listens on it. */
  public int otherFront() {
    return otherFront;
  }

  /** A registry that answers as a test says. */
  OddRegistry odd() {
    return odd;
  }
}
