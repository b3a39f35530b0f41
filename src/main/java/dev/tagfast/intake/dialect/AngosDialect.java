package dev.tagfast.intake.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.intake.notification.EntryBuilder;
import dev.tagfast.intake.notification.Envelope;
import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.Json;
import dev.tagfast.intake.notification.MediaTypes;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.intake.notification.Reading;
import dev.tagfast.intake.notification.Times;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Event webhooks of angos 1.6 ({@code event_webhook/event.rs} there). They name no host, so the
 * source's default registry applies. angos sends them just before it writes: a push that it then
 * refuses was told nevertheless.
 *
 * <p>A push of a tag causes {@code manifest.push}, which names no tag, and one {@code tag.create}
 * for each tag. A delete of a tag causes {@code manifest.delete} and {@code tag.delete}.
 */
final class AngosDialect implements Dialect {
  private static final String EVENT = "X-Registry-Event";

  private static final Set<String> KINDS =
      Set.of(
          "manifest.push",
          "manifest.pull",
          "manifest.delete",
          "blob.push",
          "blob.pull",
          "tag.create",
          "tag.delete");

  @Override
  public String name() {
    return "angos";
  }

  /** angos waits 5 s ({@code timeout_ms}). */
  @Override
  public Duration answerWithin() {
    return Duration.ofSeconds(4);
  }

  @Override
  public boolean accepts(String mediaType) {
    return MediaTypes.isUsual(mediaType);
  }

  /** The header alone is not enough: other registries send it with other events. */
  @Override
  public boolean recognises(Notification notification) {
    return !notification.isEvent()
        && (notification.headers().first(EVENT).filter(KINDS::contains).isPresent()
            || (notification.text("kind").filter(KINDS::contains).isPresent()
                && notification.text("namespace").isPresent()));
  }

  @Override
  public Reading read(Notification notification) {
    JsonNode body = Envelope.object(notification);
    String kind = Json.text(body, "kind").or(() -> notification.headers().first(EVENT)).orElse("");
    return Reading.of(
        newEntry(kind, body)
            .ignored(ownWork(kind, body))
            .repository(Json.text(body, "namespace"))
            .digest(body.path("digest"))
            .id(Json.text(body, "id"))
            .actor(
                Json.text(body, "actor", "username")
                    .or(() -> Json.text(body, "actor", "id"))
                    .or(() -> Json.text(body, "actor", "internal")))
            .pushedAt(Json.text(body, "timestamp").flatMap(Times::rfc3339))
            .build());
  }

  private static EntryBuilder newEntry(String kind, JsonNode body) {
    Optional<String> tag = Json.text(body, "tag");
    Optional<String> reference = Json.text(body, "reference");
    return switch (kind) {
      // The reference may be a tag, but then tag.create tells it too.
      case "manifest.push" -> NotificationEntry.push().tag(tag);
      case "tag.create" -> NotificationEntry.push().tag(tag.or(() -> reference));
      // Without the reference, the delete of a tag would look like that of a whole repository.
      case "manifest.delete", "tag.delete" ->
          NotificationEntry.delete().tag(tag.or(() -> reference));
      case "manifest.pull", "blob.pull" -> NotificationEntry.other(IgnoreReason.PULL);
      case "blob.push" -> NotificationEntry.other(IgnoreReason.BLOB);
      case "" -> NotificationEntry.other(IgnoreReason.NOT_AN_EVENT);
      default -> NotificationEntry.other(IgnoreReason.OTHER_EVENT);
    };
  }

  /** Returns the reason to ignore what the pull-through cache of angos stored. */
  private static Optional<IgnoreReason> ownWork(String kind, JsonNode body) {
    return Json.text(body, "actor", "internal")
        .filter(process -> process.equals("cache") && kind.equals("manifest.push"))
        .map(_ -> IgnoreReason.CACHE);
  }
}
