package dev.tagfast.intake.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.intake.notification.EntryBuilder;
import dev.tagfast.intake.notification.EventContext;
import dev.tagfast.intake.notification.Headers;
import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.Json;
import dev.tagfast.intake.notification.MalformedBody;
import dev.tagfast.intake.notification.MediaTypes;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.intake.notification.Reading;
import dev.tagfast.intake.notification.Times;
import java.util.Map;
import java.util.Optional;

/**
 * Azure Container Registry: its own webhook, and Event Grid, which puts the same data into a
 * CloudEvent or into a list in its native schema. An event of Event Grid has the id and the time of
 * the envelope.
 */
final class AcrDialect implements Dialect {
  private static final String TYPE = "Microsoft.ContainerRegistry.";
  private static final String VALIDATION = "Microsoft.EventGrid.SubscriptionValidationEvent";

  @Override
  public String name() {
    return "acr";
  }

  @Override
  public boolean accepts(String mediaType) {
    return MediaTypes.isUsual(mediaType);
  }

  @Override
  public boolean recognises(Notification notification) {
    if (notification.isEvent()) {
      return notification.isEvent(TYPE);
    }
    Headers headers = notification.headers();
    return headers.has("aeg-event-type")
        || headers.first("User-Agent").filter(AcrDialect::isAzure).isPresent()
        || Json.text(notification.at().path(0), "eventType").isPresent()
        || (notification.text("action").isPresent()
            && notification.text("target", "repository").isPresent());
  }

  @Override
  public Reading read(Notification notification) {
    JsonNode body = notification.json();
    if (notification.event().isPresent()) {
      EventContext event = notification.event().get();
      return Reading.of(
          image(ofType(event.type()), body)
              .id(Optional.of(event.id()))
              .pushedAt(event.time())
              .build());
    }
    if (body.isArray()) {
      return handshake(body)
          .orElseGet(() -> Reading.of(body.valueStream().map(AcrDialect::eventGridEntry).toList()));
    }
    if (!body.isObject()) {
      throw new MalformedBody(
          "not a notification of ACR: the body must be an object, or Event Grid's list of events");
    }
    return Reading.of(
        image(newEntry(Json.text(body, "action").orElse("")), body)
            .id(Json.text(body, "id"))
            .pushedAt(Json.text(body, "timestamp").flatMap(Times::rfc3339))
            .build());
  }

  /**
   * Answers the validation of an Event Grid subscription. Event Grid sends a code in a request of
   * its own, and sends no events until the code is returned.
   */
  private static Optional<Reading> handshake(JsonNode events) {
    JsonNode first = events.path(0);
    return Json.text(first, "eventType")
        .filter(VALIDATION::equals)
        .flatMap(type -> Json.text(first, "data", "validationCode"))
        .map(code -> new Reading.Handshake(Map.of("validationResponse", code)));
  }

  /**
   * Reads one event of the list. Microsoft's documentation shows CloudEvents in such a list too.
   */
  private static NotificationEntry eventGridEntry(JsonNode event) {
    String type = Json.text(event, "eventType").or(() -> Json.text(event, "type")).orElse("");
    return image(ofType(type), event.path("data"))
        .id(Json.text(event, "id"))
        .pushedAt(
            Json.text(event, "eventTime")
                .or(() -> Json.text(event, "time"))
                .flatMap(Times::rfc3339))
        .build();
  }

  private static EntryBuilder image(EntryBuilder entry, JsonNode data) {
    return entry
        .host(Json.text(data, "request", "host"))
        .repository(Json.text(data, "target", "repository"))
        .tag(Json.text(data, "target", "tag"))
        .digest(data.path("target").path("digest"))
        .mediaType(Json.text(data, "target", "mediaType"));
  }

  /** Starts an entry from an event type. Older subscriptions omit the prefix of the type. */
  private static EntryBuilder ofType(String type) {
    boolean isForeign = type.contains(".") && !type.startsWith(TYPE);
    return isForeign
        ? NotificationEntry.other(IgnoreReason.OTHER_EVENT)
        : newEntry(type.substring(type.lastIndexOf('.') + 1));
  }

  private static EntryBuilder newEntry(String action) {
    return switch (action) {
      case "push", "ImagePushed" -> NotificationEntry.push();
      case "delete", "ImageDeleted" -> NotificationEntry.delete();
      case "chart_push", "chart_delete", "ChartPushed", "ChartDeleted" ->
          NotificationEntry.other(IgnoreReason.CHART);
      case "ping" -> NotificationEntry.other(IgnoreReason.PING);
      case "" -> NotificationEntry.other(IgnoreReason.NOT_AN_EVENT);
      default -> NotificationEntry.other(IgnoreReason.OTHER_ACTION);
    };
  }

  private static boolean isAzure(String userAgent) {
    return userAgent.startsWith("AzureContainerRegistry/");
  }
}
