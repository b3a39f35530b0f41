package dev.tagfast.intake.auth;

import dev.tagfast.intake.notification.Headers;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a caller shows to be known.
 *
 * @param headers of its request
 * @param query parameters of its request
 * @param pathSecret what follows the source's name in the path
 * @param body every byte as it came: signatures are over these
 */
public record PresentedCredentials(
    Headers headers, Map<String, List<String>> query, Optional<String> pathSecret, byte[] body) {
  /** All of it may be secret. */
  @Override
  public String toString() {
    return "what a caller shows";
  }
}
