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
import java.util.Optional;

/**
 * Repository webhooks of Sonatype Nexus 3 ({@code RepositoryComponentWebhook} there). They contain
 * neither host nor digest. Each belongs to one Nexus repository, so each needs its own source with
 * its {@code default-registry}. With path-based routing, {@link NexusPathDialect} reads them.
 */
final class NexusDialect implements Dialect {
  private static final String KIND = "X-Nexus-Webhook-ID";

  @Override
  public String name() {
    return "nexus";
  }

  @Override
  public boolean accepts(String mediaType) {
    return MediaTypes.isUsual(mediaType);
  }

  @Override
  public boolean recognises(Notification notification) {
    return !notification.isEvent()
        && (notification.headers().has(KIND)
            || (notification.text("repositoryName").isPresent()
                && notification.text("action").isPresent()));
  }

  @Override
  public Reading read(Notification notification) {
    return read(notification, false);
  }

  /**
   * Reads a notification.
   *
   * @param byPath whether images are named {@code host/nexus-repository/image}
   */
  static Reading read(Notification notification, boolean byPath) {
    JsonNode body = Envelope.object(notification);
    Optional<String> id = notification.headers().first("X-Nexus-Webhook-Delivery");
    JsonNode component = body.path("component");
    Optional<EntryBuilder> started = newEntry(Json.text(body, "action").orElse(""));
    if (started.isEmpty() || !(component.isObject() || body.path("asset").isObject())) {
      return Reading.of(NotificationEntry.ignored(ignoreReason(notification), id));
    }
    EntryBuilder entry =
        started
            .get()
            .id(id)
            .actor(Json.text(body, "initiator").map(NexusDialect::withoutAddress))
            .pushedAt(Json.text(body, "timestamp").flatMap(Times::rfc3339));
    boolean isImage = Json.text(component, "format").filter("docker"::equals).isPresent();
    return Reading.of(
        isImage
            ? entry
                .repository(image(body, Json.text(component, "name"), byPath))
                .tag(Json.text(component, "version"))
                .build()
            // An asset is a file of a component, which has its own event.
            : entry.ignored(IgnoreReason.NOT_AN_IMAGE).build());
  }

  private static Optional<String> image(JsonNode body, Optional<String> name, boolean byPath) {
    return byPath
        ? Json.text(body, "repositoryName").flatMap(at -> name.map(image -> at + "/" + image))
        : name;
  }

  /**
   * Starts an entry. Nexus reports an overwritten tag as one event, or as a delete and a creation.
   */
  private static Optional<EntryBuilder> newEntry(String action) {
    return switch (action) {
      case "CREATED", "UPDATED" -> Optional.of(NotificationEntry.push());
      case "DELETED" -> Optional.of(NotificationEntry.delete());
      default -> Optional.empty();
    };
  }

  private static IgnoreReason ignoreReason(Notification notification) {
    if (notification.text("action").filter("PURGED"::equals).isPresent()) {
      return IgnoreReason
          .RETENTION; // It lists internal ids: reconcile finds the tags that are gone.
    }
    if (notification.text("repositoryName").isPresent()) {
      return IgnoreReason.OTHER_ACTION;
    }
    return notification.headers().has(KIND) ? IgnoreReason.OTHER_EVENT : IgnoreReason.OTHER_FORMAT;
  }

  /** Removes the address: Nexus writes {@code user/address}. */
  private static String withoutAddress(String initiator) {
    int slash = initiator.lastIndexOf('/');
    return slash <= 0 ? initiator : initiator.substring(0, slash);
  }
}
