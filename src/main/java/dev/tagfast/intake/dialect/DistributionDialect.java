package dev.tagfast.intake.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.intake.notification.EntryBuilder;
import dev.tagfast.intake.notification.FullReference;
import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.Json;
import dev.tagfast.intake.notification.MalformedBody;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.intake.notification.Reading;
import dev.tagfast.intake.notification.Times;
import java.util.List;
import java.util.Set;

/**
 * Notifications of CNCF Distribution 2.x and 3.x, which GitLab and others send too ({@code
 * notifications/event.go} there).
 */
final class DistributionDialect implements Dialect {
  private static final String CONTENT_TYPE = "application/vnd.docker.distribution.events.";

  private static final Set<String> CONTENT_TYPES =
      Set.of(CONTENT_TYPE + "v1+json", CONTENT_TYPE + "v2+json", "application/json");

  @Override
  public String name() {
    return "distribution";
  }

  @Override
  public boolean accepts(String mediaType) {
    return CONTENT_TYPES.contains(mediaType);
  }

  @Override
  public boolean recognises(Notification notification) {
    return !notification.isEvent()
        && (notification.headers().mediaType().startsWith(CONTENT_TYPE)
            || notification.at("events").isArray());
  }

  @Override
  public Reading read(Notification notification) {
    JsonNode envelope = notification.json();
    if (!envelope.isObject()) {
      throw new MalformedBody("not a notification: the body must be an object with `events`");
    }
    if (envelope.isEmpty()) {
      return Reading.of(List.of()); // Distribution omits an empty list of events.
    }
    JsonNode events = envelope.path("events");
    if (!events.isArray()) {
      throw new MalformedBody("not a notification: `events` must be a list");
    }
    return Reading.of(events.valueStream().map(DistributionDialect::entry).toList());
  }

  private static NotificationEntry entry(JsonNode event) {
    return newEntry(Json.text(event, "action").orElse(""))
        .hostOfPusher(
            Json.text(event, "request", "host")
                .or(() -> Json.text(event, "target", "url").flatMap(FullReference::hostOfUrl)))
        .repository(Json.text(event, "target", "repository"))
        .tag(Json.text(event, "target", "tag"))
        .digest(event.path("target").path("digest"))
        .mediaType(Json.text(event, "target", "mediaType"))
        .id(Json.text(event, "id"))
        .actor(Json.text(event, "actor", "name"))
        .pushedAt(Json.text(event, "timestamp").flatMap(Times::rfc3339))
        .build();
  }

  private static EntryBuilder newEntry(String action) {
    return switch (action) {
      case "push" -> NotificationEntry.push();
      case "delete" -> NotificationEntry.delete();
      case "pull" -> NotificationEntry.other(IgnoreReason.PULL);
      case "mount" -> NotificationEntry.other(IgnoreReason.MOUNT);
      case "" -> NotificationEntry.other(IgnoreReason.NOT_AN_EVENT);
      default -> NotificationEntry.other(IgnoreReason.OTHER_ACTION);
    };
  }
}
