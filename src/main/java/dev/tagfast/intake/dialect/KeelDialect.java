package dev.tagfast.intake.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.image.Repository;
import dev.tagfast.intake.notification.EntryBuilder;
import dev.tagfast.intake.notification.Envelope;
import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.Json;
import dev.tagfast.intake.notification.MediaTypes;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.intake.notification.Reading;
import java.util.Optional;

/**
 * The requests that pipelines send to Keel's own webhook ({@code /v1/webhooks/native} there): an
 * image name as in a Deployment, and a tag. Whoever moves from Keel to Tagfast changes only the
 * address.
 */
final class KeelDialect implements Dialect {
  @Override
  public String name() {
    return "keel";
  }

  @Override
  public boolean accepts(String mediaType) {
    return MediaTypes.isUsual(mediaType);
  }

  @Override
  public boolean recognises(Notification notification) {
    return !notification.isEvent()
        && notification.text("name").isPresent()
        && notification.text("tag").isPresent();
  }

  @Override
  public Reading read(Notification notification) {
    JsonNode body = Envelope.object(notification);
    Optional<String> name = Json.text(body, "name");
    if (name.isEmpty()) {
      return Reading.of(
          NotificationEntry.ignored(IgnoreReason.OTHER_FORMAT, notification.eventId()));
    }
    EntryBuilder entry =
        NotificationEntry.push().tag(Json.text(body, "tag")).digest(Json.text(body, "digest"));
    Optional<String> host = Json.text(body, "host");
    return Reading.of(
        host.isPresent()
            ? entry.host(host).repository(name).build()
            : withImageName(entry, name.get()).build());
  }

  /** Adds an image name. A name without a host means Docker Hub, as in a Deployment. */
  private static EntryBuilder withImageName(EntryBuilder entry, String name) {
    try {
      Repository image = Repository.parse(name);
      return entry.host(Optional.of(image.host())).repository(Optional.of(image.path()));
    } catch (IllegalArgumentException e) {
      return entry.repository(
          Optional.of(name)); // The answer shows the name, and that it is invalid.
    }
  }
}
