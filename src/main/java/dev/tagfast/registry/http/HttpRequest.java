package dev.tagfast.registry.http;

import dev.tagfast.registry.config.Origin;
import java.net.URI;
import java.util.Optional;

/**
 * An HTTP request to a registry.
 *
 * @param method HEAD, GET, PUT or POST
 * @param address complete and encoded
 * @param accept value of {@code Accept}
 * @param authorization value of {@code Authorization}
 * @param body for PUT and POST
 */
public record HttpRequest(
    String method,
    URI address,
    String accept,
    Optional<String> authorization,
    Optional<Body> body) {
  /**
   * The body of a request.
   *
   * @param bytes not copied; nobody may write to them
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  public record Body(String mediaType, byte[] bytes) {}

  /** The same request to another address, with the authorization for it. */
  HttpRequest at(URI other, Optional<String> authorizationThere) {
    return new HttpRequest(method, other, accept, authorizationThere, body);
  }

  /** Shows neither headers nor the query: both may be secrets. */
  @Override
  public String toString() {
    return method + " " + Origin.of(address) + address.getRawPath();
  }
}
