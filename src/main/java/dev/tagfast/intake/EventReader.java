package dev.tagfast.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import dev.tagfast.image.ImageEvent;
import dev.tagfast.image.OutsideText;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.intake.dialect.AutoDialect;
import dev.tagfast.intake.dialect.Content;
import dev.tagfast.intake.dialect.Dialect;
import dev.tagfast.intake.dialect.DialectEntry;
import dev.tagfast.intake.dialect.EventContext;
import dev.tagfast.intake.dialect.Json;
import dev.tagfast.intake.dialect.MalformedBody;
import dev.tagfast.intake.dialect.Notification;
import dev.tagfast.intake.dialect.Reading;
import dev.tagfast.intake.dialect.TagfastDialect;
import dev.tagfast.report.PushedEvents;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Reads what a CloudEvent asks for, from its type and its data. */
@ApplicationScoped
public class EventReader {
  /** The type that asks for a reconcile; Knative's PingSource sends it. */
  static final String RECONCILE = "dev.tagfast.reconcile";

  private static final Dialect OURS = new TagfastDialect();
  private static final Dialect ANY = new AutoDialect();

  private final AddressBook addresses;
  private final Doors doors;

  /** Knows the listed registries, and which of them events may speak of. */
  public EventReader(AddressBook addresses, Doors doors) {
    this.addresses = addresses;
    this.doors = doors;
  }

  /**
   * Reads one event, which may ask for several things, or for nothing: our own reports coming back,
   * and types that nobody knows.
   *
   * @throws RequestRefused naming the field of our own event that is missing or malformed
   * @throws MalformedBody if the data of a registry's event is not what its type says
   */
  List<EventOrder> read(Notification event) {
    String type = event.event().map(EventContext::type).orElse("");
    return switch (type) {
      case PushedEvents.PUSHED, PushedEvents.DELETED -> {
        checkOurs(type, object(event.content()));
        yield orders(OURS, event);
      }
      case RECONCILE -> List.of(new EventOrder.Reconcile());
      default -> orders(ANY, event);
    };
  }

  private List<EventOrder> orders(Dialect dialect, Notification event) {
    return switch (dialect.read(event)) {
      case Reading.Entries(List<DialectEntry> entries) ->
          entries.stream().map(this::order).flatMap(Optional::stream).toList();
      // Senders of CloudEvents ask with OPTIONS; nobody would read this answer.
      case Reading.Handshake handshake -> List.of();
    };
  }

  private Optional<EventOrder> order(DialectEntry entry) {
    return switch (addresses.matter(entry, doors.eventsGrant(), EventOrder.SOURCE)) {
      case Matter.Ours(ImageEvent event) -> Optional.of(new EventOrder.Look(event));
      case Matter.Refused(Reason reason) ->
          Optional.of(
              new EventOrder.Refused(
                  entry.host().orElse("?")
                      + "/"
                      + entry.repository().orElse("?")
                      + ":"
                      + entry.tag().orElse("?"),
                  reason));
      case Matter.Ignored() -> Optional.empty();
    };
  }

  /** Who writes our own event can be told what is wrong with it, before a broker keeps it. */
  private void checkOurs(String type, JsonNode data) {
    if (data.has("registry") || doors.eventsGrant().defaultHost().isEmpty()) {
      required(type, data, "registry");
    }
    String path = required(type, data, "repository");
    checkTag(type, data);
    try {
      new Repository("any.invalid", path);
    } catch (IllegalArgumentException e) {
      throw malformed(type, "repository", "is not a repository's path: " + shown(path));
    }
  }

  /** A delete may name a digest instead, or neither: then a whole repository was deleted. */
  private static void checkTag(String type, JsonNode data) {
    if (!type.equals(PushedEvents.DELETED) || data.has("tag")) {
      String tag = required(type, data, "tag");
      if (Tag.ifValid(tag).isEmpty()) {
        throw malformed(type, "tag", "is not a tag: " + shown(tag));
      }
    } else if (data.has("digest")) {
      String digest = required(type, data, "digest");
      if (Digest.ifValid(digest).isEmpty()) {
        throw malformed(type, "digest", "is not a digest: " + shown(digest));
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
          Problem.attribute("data", "`data` cannot be read: " + e.getMessage()));
    }
    throw new RequestRefused(Problem.attribute("data", "`data` must be a JSON object"));
  }

  private static String required(String type, JsonNode data, String field) {
    return Json.text(data, field)
        .orElseThrow(() -> malformed(type, field, "is missing, empty or not a string"));
  }

  private static RequestRefused malformed(String type, String field, String what) {
    return new RequestRefused(
        Problem.attribute("data." + field, "`" + field + "` of " + type + " " + what));
  }

  private static String shown(String text) {
    return OutsideText.clean(text, 160);
  }
}
