package dev.tagfast.intake.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.intake.notification.EntryBuilder;
import dev.tagfast.intake.notification.EventContext;
import dev.tagfast.intake.notification.FullReference;
import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.Json;
import dev.tagfast.intake.notification.MalformedBody;
import dev.tagfast.intake.notification.MediaTypes;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.intake.notification.PackageUrl;
import dev.tagfast.intake.notification.Reading;
import dev.tagfast.intake.notification.Times;
import java.util.Optional;

/**
 * CDEvents about artifacts, which build servers send: {@code dev.cdevents.artifact.published}, of
 * any version. A purl names the image: {@code
 * pkg:oci/NAME@sha256%3AHEX?repository_url=HOST/PATH&tag=TAG}. An image without a tag was published
 * by its digest alone.
 */
final class CdEventsDialect implements Dialect {
  private static final String TYPE = "dev.cdevents.";
  private static final String ARTIFACT = TYPE + "artifact.";

  @Override
  public String name() {
    return "cdevents";
  }

  @Override
  public boolean accepts(String mediaType) {
    return MediaTypes.isUsual(mediaType);
  }

  @Override
  public boolean recognises(Notification notification) {
    return type(notification).startsWith(TYPE);
  }

  @Override
  public Reading read(Notification notification) {
    JsonNode body = notification.json();
    if (!body.isObject()) {
      throw new MalformedBody("not a CDEvent: it must be an object with `context` and `subject`");
    }
    Optional<PackageUrl> image =
        Json.text(body, "subject", "id").flatMap(PackageUrl::of).filter(CdEventsDialect::isImage);
    EntryBuilder entry = newEntry(type(notification), image.isPresent());
    image.ifPresent(purl -> describe(entry, purl));
    return Reading.of(
        entry
            .id(Json.text(body, "context", "id").or(notification::eventId))
            .actor(Json.text(body, "subject", "content", "user"))
            .pushedAt(
                Json.text(body, "context", "timestamp")
                    .flatMap(Times::rfc3339)
                    .or(() -> notification.event().flatMap(EventContext::time)))
            .build());
  }

  /**
   * Returns the event's type, from the CloudEvent or from its data: some senders send the data
   * alone.
   */
  private static String type(Notification notification) {
    return notification
        .event()
        .map(EventContext::type)
        .or(() -> notification.text("context", "type"))
        .orElse("");
  }

  private static EntryBuilder newEntry(String type, boolean isImage) {
    if (!type.startsWith(ARTIFACT)) {
      return NotificationEntry.other(IgnoreReason.OTHER_EVENT);
    }
    if (!isImage) {
      return NotificationEntry.other(IgnoreReason.NOT_AN_IMAGE);
    }
    return switch (type.substring(ARTIFACT.length()).split("\\.", 2)[0]) {
      case "published" -> NotificationEntry.push();
      case "deleted" -> NotificationEntry.delete();
      case "downloaded" -> NotificationEntry.other(IgnoreReason.PULL);
      default -> NotificationEntry.other(IgnoreReason.OTHER_ACTION);
    };
  }

  private static void describe(EntryBuilder entry, PackageUrl purl) {
    String name = purl.name();
    entry.repository(Optional.of(name));
    purl.qualifier("repository_url")
        .map(url -> url.endsWith("/") ? url.substring(0, url.length() - 1) : url)
        // The repository_url should end with the name, and often does not.
        .flatMap(url -> FullReference.of(url.endsWith("/" + name) ? url : url + "/" + name))
        .ifPresent(entry::reference);
    entry.tag(purl.qualifier("tag")).digest(purl.version());
  }

  private static boolean isImage(PackageUrl purl) {
    return purl.type().equals("oci");
  }
}
