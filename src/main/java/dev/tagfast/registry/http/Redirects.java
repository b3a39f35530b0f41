package dev.tagfast.registry.http;

import dev.tagfast.registry.config.Origin;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Follows a registry's redirects inside its {@link AllowedHosts}, at most 5 of them. The credential
 * is not sent to another origin.
 */
public record Redirects(HttpTransport transport, AllowedHosts allowed) {
  private static final int MAX_REDIRECTS = 5;
  private static final Set<Integer> METHOD_PRESERVING = Set.of(307, 308);
  private static final Set<Integer> FOR_READS = Set.of(301, 302, 303, 307, 308);

  /**
   * Sends a request and follows its redirects.
   *
   * @throws PermanentFailure if a redirect leads to a host that is not listed, or there are too
   *     many
   */
  public HttpResponse send(HttpRequest request, Deadline deadline)
      throws RetryableFailure, PermanentFailure {
    HttpResponse response = transport.send(request, deadline);
    // A redirect with 301 to 303 turns a PUT into a GET, whose success would look like a stored
    // manifest.
    Set<Integer> followed = request.body().isPresent() ? METHOD_PRESERVING : FOR_READS;
    for (int hops = 0; followed.contains(response.status()); hops++) {
      if (hops == MAX_REDIRECTS) {
        throw new PermanentFailure("was redirected more than " + MAX_REDIRECTS + " times");
      }
      URI target = target(request, response);
      allowed.checkRedirect(target);
      // A dropped credential stays dropped: only the registry itself may say where it is sent.
      Optional<String> authorization =
          Origin.of(target).equals(Origin.of(request.address()))
              ? request.authorization()
              : Optional.empty();
      request = request.at(target, authorization);
      response = transport.send(request, deadline);
    }
    return response;
  }

  private static URI target(HttpRequest request, HttpResponse response) throws PermanentFailure {
    String location =
        response
            .first("Location")
            .orElseThrow(() -> new PermanentFailure("was redirected without a Location"));
    try {
      return request.address().resolve(location);
    } catch (IllegalArgumentException e) {
      throw new PermanentFailure("was redirected to something that is not an address");
    }
  }
}
