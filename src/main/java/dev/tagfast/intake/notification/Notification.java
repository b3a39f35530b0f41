package dev.tagfast.intake.notification;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.intake.dialect.Dialect;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The input of a dialect: a registry's own request, or one CloudEvent from any door and content
 * mode. The same dialect reads both, because a registry describes a push with mostly the same
 * members in both.
 *
 * @param headers of the request; none for an event of the events door
 * @param query parameters of the request, by name
 * @param event the CloudEvent around the content; absent for a registry's own request
 * @param content the body of the request, or the data of the CloudEvent
 */
public record Notification(
    Headers headers,
    Map<String, List<String>> query,
    Optional<EventContext> event,
    Content content) {
  public Notification {
    query = Map.copyOf(query);
  }

  /**
   * Returns the content as JSON, which is parsed once for all dialects.
   *
   * @throws MalformedBody if it is not JSON
   */
  public JsonNode json() {
    return content.json();
  }

  /**
   * Returns the non-empty text at this path of the content; absent also if the content is not JSON.
   * It never throws, so it is safe in {@link Dialect#recognises}.
   */
  public Optional<String> text(String... path) {
    return Json.text(content.jsonIfAny(), path);
  }

  /** Returns the value at this path of the content, or a missing node; it never throws. */
  public JsonNode at(String... path) {
    JsonNode at = content.jsonIfAny();
    for (String member : path) {
      at = at.path(member);
    }
    return at;
  }

  /** Returns the first value of a query parameter that is not empty. */
  public Optional<String> parameter(String name) {
    return query.getOrDefault(name, List.of()).stream()
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  /** Whether the notification is a CloudEvent. */
  public boolean isEvent() {
    return event.isPresent();
  }

  /**
   * Whether the notification is a CloudEvent whose type has this prefix. The version in the rest of
   * the type varies.
   */
  public boolean isEvent(String typePrefix) {
    return event.filter(context -> context.type().startsWith(typePrefix)).isPresent();
  }

  /** Returns the id of the CloudEvent. */
  public Optional<String> eventId() {
    return event.map(EventContext::id);
  }

  /** Leaves query and headers out: they may carry secrets. */
  @Override
  public String toString() {
    return event.map(context -> "event " + context.type()).orElse("notification") + ", " + content;
  }
}
