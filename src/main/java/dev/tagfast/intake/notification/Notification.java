package dev.tagfast.intake.notification;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.intake.dialect.Dialect;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a dialect reads: a registry's own request, or one CloudEvent, however that came. The same
 * dialect reads both, because what a registry says about a push is mostly the same in both.
 *
 * @param headers of the request; none for an event of the events door
 * @param query parameters of the request, by name
 * @param event the CloudEvent around the content; absent for a registry's own request
 * @param content the body of the request; of a CloudEvent, its data
 */
public record Notification(
    Headers headers,
    Map<String, List<String>> query,
    Optional<EventContext> event,
    Content content) {
  /** Copies the map. */
  public Notification {
    query = Map.copyOf(query);
  }

  /**
   * The content as JSON, which is parsed once for all dialects.
   *
   * @throws MalformedBody if it is none
   */
  public JsonNode json() {
    return content.json();
  }

  /**
   * The non-empty text at this path of the content; absent also where the content is no JSON, so it
   * is safe in {@link Dialect#recognises}.
   */
  public Optional<String> text(String... path) {
    return Json.text(content.jsonIfAny(), path);
  }

  /** The value at this path of the content, perhaps a missing node; never throws. */
  public JsonNode at(String... path) {
    JsonNode at = content.jsonIfAny();
    for (String member : path) {
      at = at.path(member);
    }
    return at;
  }

  /** The first value of a query parameter that is not empty. */
  public Optional<String> parameter(String name) {
    return query.getOrDefault(name, List.of()).stream()
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  /** Whether it is a CloudEvent. */
  public boolean isEvent() {
    return event.isPresent();
  }

  /** Whether it is a CloudEvent whose type begins so: versions vary behind that. */
  public boolean isEvent(String typePrefix) {
    return event.filter(context -> context.type().startsWith(typePrefix)).isPresent();
  }

  /** The id of the CloudEvent. */
  public Optional<String> eventId() {
    return event.map(EventContext::id);
  }

  /** Query and headers may carry secrets. */
  @Override
  public String toString() {
    return event.map(context -> "event " + context.type()).orElse("notification") + ", " + content;
  }
}
