package dev.tagfast.intake.auth;

import dev.tagfast.intake.notification.Headers;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parts of a request that may carry credentials.
 *
 * @param headers of the request
 * @param query parameters of the request
 * @param pathSecret the path segment after the source's name, decoded
 * @param body the exact bytes of the body: a signature covers them
 */
public record PresentedCredentials(
    Headers headers, Map<String, List<String>> query, Optional<String> pathSecret, byte[] body) {
  /** Reveals nothing: every part may be secret. */
  @Override
  public String toString() {
    return "what a caller shows";
  }
}
