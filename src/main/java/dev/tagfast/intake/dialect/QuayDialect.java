package dev.tagfast.intake.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.intake.notification.EntryBuilder;
import dev.tagfast.intake.notification.Envelope;
import dev.tagfast.intake.notification.FullReference;
import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.Json;
import dev.tagfast.intake.notification.MediaTypes;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.intake.notification.Reading;
import java.util.Optional;

/**
 * Quay's notifications ({@code notificationevent.py} there). No member names the action: a
 * notification with {@code updated_tags} is a push. Quay stops sending after three failures in a
 * row, so every JSON object is answered 200.
 */
final class QuayDialect implements Dialect {
  private static final String TAGS = "updated_tags";

  @Override
  public String name() {
    return "quay";
  }

  @Override
  public boolean accepts(String mediaType) {
    return MediaTypes.isUsual(mediaType);
  }

  @Override
  public boolean recognises(Notification notification) {
    return !notification.isEvent()
        && notification.text("repository").isPresent()
        && notification.text("docker_url").isPresent();
  }

  @Override
  public Reading read(Notification notification) {
    JsonNode body = Envelope.object(notification);
    JsonNode tags = body.path(TAGS);
    if (!tags.isArray()) {
      return Reading.of(describe(NotificationEntry.other(other(body)), body).build());
    }
    if (tags.isEmpty()) {
      return Reading.of(describe(NotificationEntry.push(), body).build());
    }
    // There is one tag, except in the test message and in pushes of the first image format.
    return Reading.of(tags.valueStream().map(tag -> pushed(tag, body)).toList());
  }

  private static NotificationEntry pushed(JsonNode tag, JsonNode body) {
    return tag.isTextual()
        ? describe(NotificationEntry.push(), body).tag(Optional.of(tag.textValue())).build()
        : NotificationEntry.ignored(IgnoreReason.NOT_AN_EVENT, Optional.empty());
  }

  private static EntryBuilder describe(EntryBuilder entry, JsonNode body) {
    Optional<FullReference> url = Json.text(body, "docker_url").flatMap(FullReference::of);
    return entry
        .host(url.map(FullReference::host))
        .repository(
            Json.text(body, "repository")
                .or(() -> url.map(FullReference::path))
                .or(() -> Envelope.joined(body, "namespace", "name")));
  }

  private static IgnoreReason other(JsonNode body) {
    if (body.has("vulnerability")) {
      return IgnoreReason.SCAN;
    }
    return body.has("docker_url") || body.has("homepage")
        ? IgnoreReason.OTHER_EVENT
        : IgnoreReason.OTHER_FORMAT;
  }
}
