package dev.tagfast.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.image.Digest;
import dev.tagfast.image.OutsideText;
import dev.tagfast.image.PushEvent;
import dev.tagfast.intake.dialect.DialectEntry;
import dev.tagfast.intake.dialect.Json;
import dev.tagfast.intake.dialect.MalformedBody;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Reads what a CloudEvent asks for, from its type and its data. */
@ApplicationScoped
public class EventReader {
  /** The type of our own push event. */
  static final String PUSHED = "dev.tagfast.image.pushed";

  /** The type that asks for a reconcile; Knative's PingSource sends it. */
  static final String RECONCILE = "dev.tagfast.reconcile";

  private final AddressBook addresses;
  private final Doors doors;

  /** Knows the listed registries, and which of them events may speak of. */
  public EventReader(AddressBook addresses, Doors doors) {
    this.addresses = addresses;
    this.doors = doors;
  }

  /**
   * Reads one event.
   *
   * @param time when it happened, where the data says nothing
   * @throws RequestRefused naming the field of the data that is missing or malformed
   */
  EventOrder read(String type, String id, Optional<Instant> time, byte[] data) {
    return switch (type) {
      case PUSHED -> pushed(object(data), id, time);
      case RECONCILE -> new EventOrder.Reconcile();
      default -> new EventOrder.Nothing();
    };
  }

  private EventOrder pushed(JsonNode data, String id, Optional<Instant> time) {
    String host = required(data, "registry");
    String path = required(data, "repository");
    String tag = required(data, "tag");
    return switch (addresses.address(Optional.of(host), path, tag, doors.eventsGrant())) {
      case Addressed.To(var key) ->
          new EventOrder.Look(
              new PushEvent(
                  PushEvent.Action.PUSH,
                  key,
                  Json.text(data, "digest").flatMap(Digest::ifValid),
                  Json.text(data, "mediaType"),
                  Optional.of(id),
                  Json.text(data, "actor"),
                  Json.text(data, "pushedAt").flatMap(DialectEntry::time).or(() -> time),
                  EventOrder.SOURCE));
      case Addressed.Refused refused ->
          switch (refused.reason()) {
            case TAG_INVALID -> throw malformed("tag", "is not a tag: " + shown(tag));
            case REPOSITORY_INVALID ->
                throw malformed("repository", "is not a repository's path: " + shown(path));
            default ->
                new EventOrder.Refused(shown(host + "/" + path + ":" + tag), refused.reason());
          };
    };
  }

  private static JsonNode object(byte[] data) {
    try {
      JsonNode object = Json.read(data);
      if (object.isObject()) {
        return object;
      }
    } catch (MalformedBody e) {
      throw new RequestRefused(
          Problem.attribute("data", "`data` cannot be read: " + e.getMessage()));
    }
    throw new RequestRefused(Problem.attribute("data", "`data` must be a JSON object"));
  }

  private static String required(JsonNode data, String field) {
    return Json.text(data, field)
        .orElseThrow(() -> malformed(field, "is missing, empty or not a string"));
  }

  private static RequestRefused malformed(String field, String what) {
    return new RequestRefused(
        Problem.attribute("data." + field, "`" + field + "` of " + PUSHED + " " + what));
  }

  private static String shown(String text) {
    return OutsideText.clean(text, 160);
  }
}
