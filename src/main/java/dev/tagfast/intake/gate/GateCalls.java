package dev.tagfast.intake.gate;

import dev.tagfast.image.UntrustedText;
import dev.tagfast.registry.forward.HeaderLines;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads a request: which registry it is for, and what that registry is to see of it. */
@ApplicationScoped
public class GateCalls {
  private static final String US = "1.1 tagfast";
  private static final int LONGEST_QUOTE = 100;

  private final GateSettings settings;

  public GateCalls(GateSettings settings) {
    this.settings = settings;
  }

  /**
   * Reads a request.
   *
   * @throws GateRefused if it is not understood, is for a registry that is not listed, or was here
   *     before
   */
  GateCall read(HttpServerRequest request, byte[] body) {
    HeaderLines headers =
        new HeaderLines(
            request.headers().entries().stream()
                .map(line -> Map.entry(line.getKey(), line.getValue()))
                .toList());
    GateAddress address =
        GateAddress.read(
            Objects.requireNonNullElse(request.path(), ""),
            Objects.requireNonNullElse(request.query(), ""));
    List<String> hosts = hosts(request, headers);
    GatedRegistry gate = settings.find(hosts).orElseThrow(() -> notListed(hosts));
    if (headers.all("Via").stream().anyMatch(value -> value.contains(US))) {
      throw new GateRefused(
          RegistryError.denied(
              "This push went through the gate before: tagfast.gate.%s.upstream must be the address of the registry itself, not of the reverse proxy in front of Tagfast."
                  .formatted(gate.registry().name())));
    }
    return new GateCall(
        request.method().name(), address, gate, sentOn(request, headers, hosts), body);
  }

  /**
   * {@code Host} first: a proxy that keeps it leaves {@code X-Forwarded-Host} to the caller. Of a
   * list the last one is the nearest proxy's.
   */
  private static List<String> hosts(HttpServerRequest request, HeaderLines headers) {
    List<String> hosts = new ArrayList<>();
    Optional.ofNullable(request.authority()).ifPresent(host -> hosts.add(host.toString()));
    headers
        .first("X-Forwarded-Host")
        .map(value -> value.substring(value.lastIndexOf(',') + 1).strip())
        .ifPresent(hosts::add);
    return hosts;
  }

  private HeaderLines sentOn(HttpServerRequest request, HeaderLines headers, List<String> hosts) {
    String host =
        hosts.stream()
            .filter(each -> settings.find(List.of(each)).isPresent())
            .findFirst()
            .orElseThrow();
    HeaderLines next =
        headers.endToEnd().without("Host", "Expect").and("Host", host).and("Via", US);
    if (headers.first("X-Forwarded-Proto").isEmpty()) {
      next = next.and("X-Forwarded-Proto", Objects.requireNonNullElse(request.scheme(), "http"));
    }
    if (headers.first("X-Forwarded-Host").isEmpty()) {
      next = next.and("X-Forwarded-Host", host);
    }
    return next;
  }

  private static GateRefused notListed(List<String> hosts) {
    return new GateRefused(
        RegistryError.elsewhere(
            404,
            "The gate of Tagfast knows no registry %s: list it (tagfast.registries.NAME.host or .aliases), and let the reverse proxy pass on the Host of the request."
                .formatted(
                    hosts.stream()
                        .findFirst()
                        .map(host -> UntrustedText.quoted(host, LONGEST_QUOTE))
                        .orElse("without a name")),
            Map.of()));
  }
}
