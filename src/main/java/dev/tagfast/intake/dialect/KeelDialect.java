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
 * What pipelines send to Keel's own webhook ({@code /v1/webhooks/native} there): an image's name as
 * a Deployment writes it, and a tag. Who moves from Keel changes the address alone.
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

  /** Without a host it is Docker Hub's, as in a Deployment. */
  private static EntryBuilder withImageName(EntryBuilder entry, String name) {
    try {
      Repository image = Repository.parse(name);
      return entry.host(Optional.of(image.host())).repository(Optional.of(image.path()));
    } catch (IllegalArgumentException e) {
      return entry.repository(Optional.of(name)); // Said in the answer, and found to be none.
    }
  }
}
