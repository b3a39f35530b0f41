package dev.tagfast.intake.gate;

import dev.tagfast.proxy.Proxies;
import dev.tagfast.registry.forward.ForwardResult;
import dev.tagfast.registry.forward.ForwardedRequest;
import dev.tagfast.registry.forward.RegistryForwarder;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The connections to the registries behind the gate; each is made when it is first needed. */
@ApplicationScoped
public class GateForwarding {
  private final Vertx vertx;
  private final Proxies proxies;
  private final Map<String, RegistryForwarder> forwarders = new ConcurrentHashMap<>();

  public GateForwarding(Vertx vertx, Proxies proxies) {
    this.vertx = vertx;
    this.proxies = proxies;
  }

  /** Sends a request to the registry behind this gate. */
  ForwardResult send(GatedRegistry gate, ForwardedRequest request) {
    return forwarders
        .computeIfAbsent(
            gate.registry().name(),
            _ ->
                new RegistryForwarder(
                    vertx, gate.registry(), gate.upstream(), gate.timeout(), proxies))
        .send(request);
  }

  @PreDestroy
  void close() {
    forwarders.values().forEach(RegistryForwarder::close);
  }
}
