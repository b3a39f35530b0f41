package dev.tagfast.intake.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tagfast.intake.notification.EntryBuilder;
import dev.tagfast.intake.notification.EventContext;
import dev.tagfast.intake.notification.FullReference;
import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.Json;
import dev.tagfast.intake.notification.MalformedBody;
import dev.tagfast.intake.notification.MediaTypes;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.intake.notification.Reading;
import dev.tagfast.intake.notification.Times;
import java.util.Base64;
import java.util.Optional;

/**
 * Google Artifact Registry and the former Container Registry. They publish to the Pub/Sub topic
 * {@code gcr}, which pushes messages with or without Pub/Sub's wrapper, or through Eventarc as
 * CloudEvents.
 *
 * <p>Pub/Sub repeats a message that is not answered 2xx for days. So a message of another publisher
 * is ignored, not refused.
 */
final class GarDialect implements Dialect {
  @Override
  public String name() {
    return "gar";
  }

  @Override
  public boolean accepts(String mediaType) {
    return MediaTypes.isUsual(mediaType);
  }

  @Override
  public boolean recognises(Notification notification) {
    if (notification.isEvent()) {
      return notification.isEvent("google.cloud.pubsub.topic.");
    }
    boolean isWrapped =
        notification.at("message").isObject() && notification.text("subscription").isPresent();
    return isWrapped || (isAction(notification) && namesAnImage(notification.at()));
  }

  @Override
  public Reading read(Notification notification) {
    JsonNode body = notification.json();
    if (!body.isObject()) {
      throw new MalformedBody("not a message of Pub/Sub: it must be an object");
    }
    JsonNode envelope = body.path("message");
    JsonNode message = envelope.isObject() ? unwrapped(envelope) : body;
    return Reading.of(
        newEntry(message)
            .id(
                either(envelope, "messageId", "message_id")
                    .or(notification::eventId)
                    .or(() -> notification.headers().first("x-goog-pubsub-message-id")))
            .pushedAt(
                either(envelope, "publishTime", "publish_time")
                    .or(() -> notification.headers().first("x-goog-pubsub-publish-time"))
                    .flatMap(Times::rfc3339)
                    .or(() -> notification.event().flatMap(EventContext::time)))
            .build());
  }

  /**
   * Starts an entry. The members {@code tag} and {@code digest} are full references; a push without
   * a tag has only the digest.
   */
  private static EntryBuilder newEntry(JsonNode message) {
    EntryBuilder entry =
        !namesAnImage(message)
            ? NotificationEntry.other(IgnoreReason.OTHER_EVENT)
            : switch (Json.text(message, "action").orElse("")) {
              case "INSERT" -> NotificationEntry.push();
              case "DELETE" -> NotificationEntry.delete();
              case "" -> NotificationEntry.other(IgnoreReason.NOT_AN_EVENT);
              default -> NotificationEntry.other(IgnoreReason.OTHER_ACTION);
            };
    Json.text(message, "digest").flatMap(FullReference::of).ifPresent(entry::reference);
    Json.text(message, "tag").flatMap(FullReference::of).ifPresent(entry::reference);
    return entry;
  }

  private static JsonNode unwrapped(JsonNode envelope) {
    try {
      return Json.read(Base64.getDecoder().decode(Json.text(envelope, "data").orElse("")));
    } catch (IllegalArgumentException | MalformedBody e) {
      return MissingNode.getInstance(); // A message of another publisher: it names no image.
    }
  }

  private static boolean isAction(Notification notification) {
    return notification
        .text("action")
        .filter(action -> action.equals("INSERT") || action.equals("DELETE"))
        .isPresent();
  }

  private static boolean namesAnImage(JsonNode message) {
    return either(message, "tag", "digest").isPresent();
  }

  private static Optional<String> either(JsonNode from, String first, String second) {
    return Json.text(from, first).or(() -> Json.text(from, second));
  }
}
