package dev.tagfast.intake.cloudevents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import dev.tagfast.image.ImageEvent;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.UntrustedText;
import dev.tagfast.intake.dialect.AutoDialect;
import dev.tagfast.intake.dialect.Dialect;
import dev.tagfast.intake.dialect.TagfastDialect;
import dev.tagfast.intake.http.ProblemDetail;
import dev.tagfast.intake.http.RequestRefused;
import dev.tagfast.intake.notification.Content;
import dev.tagfast.intake.notification.EventContext;
import dev.tagfast.intake.notification.Json;
import dev.tagfast.intake.notification.MalformedBody;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.intake.notification.Reading;
import dev.tagfast.intake.source.ConfiguredSource;
import dev.tagfast.intake.source.DoorSettings;
import dev.tagfast.intake.source.Relevance;
import dev.tagfast.intake.source.TagLocator;
import dev.tagfast.report.cloudevents.PushedEvents;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Reads the commands of a CloudEvent from its type and its data. */
@ApplicationScoped
public class EventReader {
  /** The type of an event that asks for a reconcile; Knative's PingSource sends it. */
  static final String RECONCILE = "dev.tagfast.reconcile";

  private static final Dialect OWN_EVENTS = new TagfastDialect();
  private static final Dialect ANY_FORMAT = new AutoDialect();

  private final TagLocator locator;
  private final DoorSettings doors;

  public EventReader(TagLocator locator, DoorSettings doors) {
    this.locator = locator;
    this.doors = doors;
  }

  /**
   * Reads one event. It may contain several commands, or none: Tagfast's own reports delivered back
   * to it, and unknown types.
   *
   * @throws RequestRefused naming the missing or malformed field of a Tagfast event
   * @throws MalformedBody if the data of a registry's event does not match its type
   */
  public List<EventCommand> read(Notification event) {
    String type = event.event().map(EventContext::type).orElse("");
    return switch (type) {
      case PushedEvents.PUSHED, PushedEvents.DELETED -> {
        checkOwnEvent(type, object(event.content()));
        yield commands(OWN_EVENTS, event);
      }
      case RECONCILE -> List.of(new EventCommand.Reconcile());
      default -> commands(ANY_FORMAT, event);
    };
  }

  private List<EventCommand> commands(Dialect dialect, Notification event) {
    return switch (dialect.read(event)) {
      case Reading.Entries(List<NotificationEntry> entries) ->
          entries.stream().map(this::command).flatMap(Optional::stream).toList();
      // Senders of CloudEvents use OPTIONS for the handshake; none would read this answer.
      case Reading.Handshake handshake -> List.of();
    };
  }

  private Optional<EventCommand> command(NotificationEntry entry) {
    return switch (locator.classify(entry, doors.eventsScope(), ConfiguredSource.EVENTS_DOOR)) {
      case Relevance.Relevant(ImageEvent event) -> Optional.of(new EventCommand.CheckTags(event));
      case Relevance.Refused(Reason reason) ->
          Optional.of(
              new EventCommand.Refused(
                  entry.host(),
                  entry.host().orElse("?")
                      + "/"
                      + entry.repository().orElse("?")
                      + ":"
                      + entry.tag().orElse("?"),
                  reason));
      case Relevance.Ignored() -> Optional.empty();
    };
  }

  /**
   * Checks the fields of a Tagfast event. Its author learns what is wrong before a broker stores
   * it.
   */
  private void checkOwnEvent(String type, JsonNode data) {
    if (data.has("registry") || doors.eventsScope().defaultHost().isEmpty()) {
      required(type, data, "registry");
    }
    String path = required(type, data, "repository");
    checkTag(type, data);
    try {
      new Repository("any.invalid", path);
    } catch (IllegalArgumentException e) {
      throw malformed(type, "repository", "is not a repository's path: " + cleaned(path));
    }
  }

  /**
   * Checks the tag or digest. A delete may name a digest instead of a tag, or neither: then a whole
   * repository was deleted.
   */
  private static void checkTag(String type, JsonNode data) {
    if (!type.equals(PushedEvents.DELETED) || data.has("tag")) {
      String tag = required(type, data, "tag");
      if (Tag.ifValid(tag).isEmpty()) {
        throw malformed(type, "tag", "is not a tag: " + cleaned(tag));
      }
    } else if (data.has("digest")) {
      String digest = required(type, data, "digest");
      if (Digest.ifValid(digest).isEmpty()) {
        throw malformed(type, "digest", "is not a digest: " + cleaned(digest));
      }
    }
  }

  private static JsonNode object(Content data) {
    try {
      JsonNode object = data.json();
      if (object.isObject()) {
        return object;
      }
    } catch (MalformedBody e) {
      throw new RequestRefused(
          ProblemDetail.attribute("data", "`data` cannot be read: " + e.getMessage()));
    }
    throw new RequestRefused(ProblemDetail.attribute("data", "`data` must be a JSON object"));
  }

  private static String required(String type, JsonNode data, String field) {
    return Json.text(data, field)
        .orElseThrow(() -> malformed(type, field, "is missing, empty or not a string"));
  }

  private static RequestRefused malformed(String type, String field, String what) {
    return new RequestRefused(
        ProblemDetail.attribute("data." + field, "`" + field + "` of " + type + " " + what));
  }

  private static String cleaned(String text) {
    return UntrustedText.clean(text, 160);
  }
}
