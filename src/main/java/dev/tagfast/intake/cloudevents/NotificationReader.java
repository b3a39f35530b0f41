package dev.tagfast.intake.cloudevents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.intake.http.RequestRefused;
import dev.tagfast.intake.notification.Content;
import dev.tagfast.intake.notification.EventContext;
import dev.tagfast.intake.notification.Headers;
import dev.tagfast.intake.notification.Json;
import dev.tagfast.intake.notification.Notification;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads the notifications of a request: a registry's own request, or CloudEvents in any content
 * mode.
 */
public final class NotificationReader {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String FORM_FIELD = "payload=";

  private NotificationReader() {}

  /**
   * Reads a request to the webhook door.
   *
   * @throws RequestRefused if it declares a CloudEvent, and is not a valid one
   */
  public static List<Notification> read(
      Iterable<Map.Entry<String, String>> rawHeaders,
      Map<String, List<String>> query,
      byte[] body) {
    Headers headers = Headers.of(rawHeaders);
    if (isEventRequest(headers)) {
      return switch (EventMessage.read(rawHeaders, body)) {
        case EventMessage.Single(CloudEvent event) -> List.of(of(event, headers, query));
        case EventMessage.Batch(List<CloudEvent> events) ->
            events.stream().map(event -> of(event, headers, query)).toList();
      };
    }
    Content content = Content.of(headers.mediaType().equals(FORM) ? formField(body) : body);
    JsonNode json = content.jsonIfAny();
    // EventBridge can write a CloudEvent in JSON, but not always with its content type.
    if (Json.text(json, "specversion").isPresent() && Json.text(json, "type").isPresent()) {
      return List.of(of(EventMessage.structured(json), headers, query));
    }
    return List.of(new Notification(headers, query, Optional.empty(), content));
  }

  /** Makes a notification of an event of the events door. */
  public static Notification of(CloudEvent event) {
    return of(event, Headers.NONE, Map.of());
  }

  /** Whether a request declares that it carries CloudEvents. */
  public static boolean isEventRequest(Headers headers) {
    return headers.mediaType().startsWith("application/cloudevents") || headers.has("ce-type");
  }

  private static Notification of(
      CloudEvent event, Headers headers, Map<String, List<String>> query) {
    Map<String, String> extensions = new TreeMap<>();
    for (String name : event.getExtensionNames()) {
      extensions.put(name, String.valueOf(event.getExtension(name)));
    }
    EventContext context =
        new EventContext(
            event.getType(),
            event.getSource().toString(),
            event.getId(),
            Optional.ofNullable(event.getSubject()),
            Optional.ofNullable(event.getTime()).map(OffsetDateTime::toInstant),
            extensions);
    CloudEventData data = event.getData();
    return new Notification(
        headers,
        query,
        Optional.of(context),
        Content.of(data == null ? new byte[0] : data.toBytes()));
  }

  /** Returns the field {@code payload} of a form: GitHub and Gitea can send their JSON in it. */
  private static byte[] formField(byte[] body) {
    for (String field : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
      if (field.startsWith(FORM_FIELD)) {
        try {
          return URLDecoder.decode(field.substring(FORM_FIELD.length()), StandardCharsets.UTF_8)
              .getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
          return body; // Not a form: the raw body is then refused as not JSON.
        }
      }
    }
    return body;
  }
}
