package dev.tagfast.registry.http;

import dev.tagfast.registry.config.Origin;
import java.net.URI;
import java.util.Optional;

/**
 * A request as it goes out.
 *
 * @param method HEAD, GET, PUT or POST
 * @param address whole, encoded
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
   * What is sent along.
   *
   * @param bytes nobody may write to it
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  public record Body(String mediaType, byte[] bytes) {}

  /** The same request to another address. */
  HttpRequest at(URI other, Optional<String> authorizationThere) {
    return new HttpRequest(method, other, accept, authorizationThere, body);
  }

  /** Shows neither header nor query: both may be secrets. */
  @Override
  public String toString() {
    return method + " " + Origin.of(address) + address.getRawPath();
  }
}
