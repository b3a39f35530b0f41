package dev.tagfast.testing;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A notification endpoint of a registry.
 *
 * @param url where the events go
 * @param headers sent along, e.g. the shared secret
 * @param timeout of one delivery
 * @param backoff pause after failed deliveries
 * @param ignoredActions e.g. {@code pull}
 */
public record Notify(
    URI url,
    Map<String, String> headers,
    Duration timeout,
    Duration backoff,
    List<String> ignoredActions) {
  /** Copies the collections. */
  public Notify {
    headers = Map.copyOf(headers);
    ignoredActions = List.copyOf(ignoredActions);
  }

  /** Everything but pulls, with Distribution's own time-out, which is tight on purpose. */
  public static Notify at(URI url, Map<String, String> headers) {
    return new Notify(url, headers, Duration.ofSeconds(1), Duration.ofSeconds(1), List.of("pull"));
  }
}
