package dev.tagfast.intake.notification;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The context attributes of a CloudEvent 1.0 that carried a notification.
 *
 * @param type e.g. {@code harbor.artifact.pushed}
 * @param source who sent it, a URI reference
 * @param id the sender's id, unique with the source
 * @param subject what it is about
 * @param time when it happened
 * @param extensions by name; booleans and numbers as text
 */
public record EventContext(
    String type,
    String source,
    String id,
    Optional<String> subject,
    Optional<Instant> time,
    Map<String, String> extensions) {
  /** Copies the map. */
  public EventContext {
    extensions = Map.copyOf(extensions);
  }

  /** An extension attribute. */
  public Optional<String> extension(String name) {
    return Optional.ofNullable(extensions.get(name));
  }
}
