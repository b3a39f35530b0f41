package dev.tagfast.intake.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.intake.notification.EntryBuilder;
import dev.tagfast.intake.notification.Envelope;
import dev.tagfast.intake.notification.EventContext;
import dev.tagfast.intake.notification.FullReference;
import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.Json;
import dev.tagfast.intake.notification.MediaTypes;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.intake.notification.Reading;
import dev.tagfast.intake.notification.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Harbor's webhooks: the default payload, the payload of 1.x, and CloudEvents ({@code
 * notifier/formats} there). The data of a CloudEvent are the {@code event_data} of the default
 * payload.
 */
final class HarborDialect implements Dialect {
  private static final String EVENTS = "harbor.";

  private static final List<String> PUSHES =
      List.of("harbor.artifact.pushed", "push_artifact", "pushimage");

  private static final List<String> DELETES =
      List.of("harbor.artifact.deleted", "delete_artifact", "deleteimage");

  /** Why events of other types are ignored, by the prefix of their type in lower case. */
  private static final Map<String, IgnoreReason> OTHERS =
      Map.ofEntries(
          Map.entry("harbor.artifact.pulled", IgnoreReason.PULL),
          Map.entry("pull_artifact", IgnoreReason.PULL),
          Map.entry("pullimage", IgnoreReason.PULL),
          Map.entry("harbor.scan.", IgnoreReason.SCAN),
          Map.entry("scanning", IgnoreReason.SCAN),
          Map.entry("harbor.quota.", IgnoreReason.QUOTA),
          Map.entry("quota_", IgnoreReason.QUOTA),
          Map.entry("harbor.replication.", IgnoreReason.REPLICATION),
          Map.entry("replication", IgnoreReason.REPLICATION),
          Map.entry("harbor.tag_retention.", IgnoreReason.RETENTION),
          Map.entry("tag_retention", IgnoreReason.RETENTION),
          Map.entry("upload_chart", IgnoreReason.CHART),
          Map.entry("uploadchart", IgnoreReason.CHART),
          Map.entry("download_chart", IgnoreReason.CHART),
          Map.entry("downloadchart", IgnoreReason.CHART),
          Map.entry("delete_chart", IgnoreReason.CHART),
          Map.entry("deletechart", IgnoreReason.CHART));

  @Override
  public String name() {
    return "harbor";
  }

  /** Harbor's job service waits 3 s. */
  @Override
  public Duration answerWithin() {
    return Duration.ofMillis(2_500);
  }

  @Override
  public boolean accepts(String mediaType) {
    return MediaTypes.isUsual(mediaType);
  }

  @Override
  public boolean recognises(Notification notification) {
    return notification.isEvent()
        ? notification.isEvent(EVENTS)
        : notification.text("type").isPresent() && notification.at("event_data").isObject();
  }

  @Override
  public Reading read(Notification notification) {
    JsonNode body = Envelope.object(notification);
    HarborEvent harborEvent =
        notification
            .event()
            .map(event -> HarborEvent.of(event, body))
            // The default payload has no id.
            .orElseGet(() -> HarborEvent.of(body));
    if (harborEvent.type().isEmpty()) {
      return Reading.of(NotificationEntry.ignored(IgnoreReason.OTHER_FORMAT, harborEvent.id()));
    }
    JsonNode resources = harborEvent.data().path("resources");
    if (!resources.isArray() || resources.isEmpty()) {
      // Events about replications and retention list no resources. A push without a resource
      // names no image.
      return Reading.of(
          NotificationEntry.ignored(
              ignoreReason(harborEvent.type()).orElse(IgnoreReason.NOT_AN_EVENT),
              harborEvent.id()));
    }
    return Reading.of(resources.valueStream().map(harborEvent::entry).toList());
  }

  /** One event of any of the three payloads. */
  private record HarborEvent(
      String type,
      JsonNode data,
      Optional<String> id,
      Optional<String> actor,
      Optional<Instant> time) {
    static HarborEvent of(EventContext event, JsonNode data) {
      return new HarborEvent(
          lower(event.type()),
          data,
          Optional.of(event.id()),
          event.extension("operator"),
          event.time());
    }

    static HarborEvent of(JsonNode body) {
      return new HarborEvent(
          lower(Json.text(body, "type").orElse("")),
          body.path("event_data"),
          Optional.empty(),
          Json.text(body, "operator"),
          Times.seconds(body.path("occur_at")));
    }

    NotificationEntry entry(JsonNode resource) {
      if (!resource.isObject()) {
        return NotificationEntry.ignored(IgnoreReason.NOT_AN_EVENT, id);
      }
      Optional<FullReference> reference =
          Json.text(resource, "resource_url").flatMap(FullReference::of);
      return newEntry(type)
          .host(reference.map(FullReference::host))
          .repository(
              Json.text(data, "repository", "repo_full_name")
                  .or(() -> reference.map(FullReference::path))
                  .or(() -> Envelope.joined(data.path("repository"), "namespace", "name")))
          .digest(Json.text(resource, "digest").or(() -> reference.flatMap(FullReference::digest)))
          // A manifest that was pushed without a tag has its digest here.
          .tag(Json.text(resource, "tag").or(() -> reference.flatMap(FullReference::tag)))
          .id(id)
          .actor(actor)
          .pushedAt(time)
          .build();
    }
  }

  private static EntryBuilder newEntry(String type) {
    if (PUSHES.stream().anyMatch(type::startsWith)) {
      return NotificationEntry.push();
    }
    if (DELETES.stream().anyMatch(type::startsWith)) {
      return NotificationEntry.delete();
    }
    return NotificationEntry.other(ignoreReason(type).orElse(IgnoreReason.OTHER_EVENT));
  }

  private static Optional<IgnoreReason> ignoreReason(String type) {
    return OTHERS.entrySet().stream()
        .filter(other -> type.startsWith(other.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static String lower(String type) {
    return type.toLowerCase(Locale.ROOT);
  }
}
