package dev.tagfast.registry.http;

import dev.tagfast.registry.config.Origin;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Follows a registry's redirects inside its {@link AllowedHosts}, without its credential. */
public record Redirects(HttpTransport transport, AllowedHosts allowed) {
  private static final int MOST = 5;
  private static final Set<Integer> ANY_METHOD = Set.of(307, 308);
  private static final Set<Integer> READING = Set.of(301, 302, 303, 307, 308);

  /**
   * @throws PermanentFailure if it leads to a host that is not listed, or in a circle
   */
  public HttpResponse send(HttpRequest request, Deadline deadline)
      throws RetryableFailure, PermanentFailure {
    HttpResponse response = transport.send(request, deadline);
    // 301 to 303 turn a PUT into a GET; then it would look as if it had been stored.
    Set<Integer> followed = request.body().isPresent() ? ANY_METHOD : READING;
    for (int hops = 0; followed.contains(response.status()); hops++) {
      if (hops == MOST) {
        throw new PermanentFailure("was redirected more than " + MOST + " times");
      }
      URI target = target(request, response);
      allowed.checkRedirect(target);
      // Once dropped it stays away: nobody but the registry itself may say where it is shown.
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
