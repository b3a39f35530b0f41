package dev.tagfast.intake.notification;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The context attributes of a CloudEvent 1.0 that carries a notification.
 *
 * @param type for example {@code harbor.artifact.pushed}
 * @param source the sender, a URI reference
 * @param id the sender's id, unique with the source
 * @param subject what the event is about
 * @param time when it happened
 * @param extensions extension attributes by name; booleans and numbers as text
 */
public record EventContext(
    String type,
    String source,
    String id,
    Optional<String> subject,
    Optional<Instant> time,
    Map<String, String> extensions) {
  public EventContext {
    extensions = Map.copyOf(extensions);
  }

  public Optional<String> extension(String name) {
    return Optional.ofNullable(extensions.get(name));
  }
}
