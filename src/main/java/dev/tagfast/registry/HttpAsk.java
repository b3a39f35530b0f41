package dev.tagfast.registry;

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
record HttpAsk(
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
  record Body(String mediaType, byte[] bytes) {}

  /** The same request to another address. */
  HttpAsk at(URI other, Optional<String> authorizationThere) {
    return new HttpAsk(method, other, accept, authorizationThere, body);
  }

  /** Shows neither header nor query: both may be secrets. */
  @Override
  public String toString() {
    return method + " " + Origin.of(address) + address.getRawPath();
  }
}
