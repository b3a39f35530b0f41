package dev.tagfast.intake.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tagfast.intake.notification.EntryBuilder;
import dev.tagfast.intake.notification.EventContext;
import dev.tagfast.intake.notification.FullReference;
import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.Json;
import dev.tagfast.intake.notification.MalformedBody;
import dev.tagfast.intake.notification.MediaTypes;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.intake.notification.Reading;
import dev.tagfast.policy.ContentKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Events of zot, always CloudEvents ({@code pkg/extensions/events} there). They name zot's host
 * only if zot is configured to (2.1.21, {@code source}); otherwise the source's default registry
 * applies. A push contains its whole manifest, which shows what other artifact may be stored under
 * a tag.
 */
final class ZotDialect implements Dialect {
  private static final String TYPE = "zotregistry.";

  /** The suffixes of its event types; {@code typePrefix} (2.1.21) sets any prefix. */
  private static final List<String> KINDS =
      List.of(
          "image.updated",
          "image.deleted",
          "image.lint_failed",
          "image.scanned",
          "repository.created");

  private static final String ATTESTATION = "application/vnd.in-toto+json";

  @Override
  public String name() {
    return "zot";
  }

  @Override
  public boolean accepts(String mediaType) {
    return MediaTypes.isUsual(mediaType);
  }

  @Override
  public boolean recognises(Notification notification) {
    return notification.isEvent(TYPE)
        || (notification.event().map(EventContext::type).flatMap(ZotDialect::kind).isPresent()
            && notification.text("name").isPresent());
  }

  @Override
  public Reading read(Notification notification) {
    EventContext event =
        notification
            .event()
            .orElseThrow(
                () ->
                    new MalformedBody(
                        "not an event of zot: its ce- headers are missing; does a proxy in front"
                            + " remove them?"));
    JsonNode body = notification.json();
    if (!body.isObject()) {
      throw new MalformedBody("not an event of zot: the data must be an object");
    }
    JsonNode manifest = manifest(body);
    return Reading.of(
        newEntry(kind(event.type()).orElse(""), manifest)
            .host(FullReference.hostOfUrl(event.source()))
            .repository(Json.text(body, "name"))
            .tag(Json.text(body, "reference"))
            .digest(Json.text(body, "digest"))
            .mediaType(Json.text(body, "mediaType"))
            .configMediaType(Json.text(manifest, "config", "mediaType"))
            .id(Optional.of(event.id()))
            .actor(Json.text(body, "actor", "name"))
            .pushedAt(event.time())
            .build());
  }

  private static Optional<String> kind(String type) {
    return KINDS.stream().filter(kind -> type.endsWith("." + kind)).findFirst();
  }

  private static EntryBuilder newEntry(String kind, JsonNode manifest) {
    return switch (kind) {
      case "image.updated" ->
          NotificationEntry.push().ignored(referrer(manifest)).otherThanImage(kinds(manifest));
      case "image.deleted" -> NotificationEntry.delete();
      case "image.lint_failed" -> NotificationEntry.other(IgnoreReason.LINT_FAILED);
      case "image.scanned" -> NotificationEntry.other(IgnoreReason.SCAN);
      case "repository.created" -> NotificationEntry.other(IgnoreReason.REPOSITORY_CREATED);
      default -> NotificationEntry.other(IgnoreReason.OTHER_EVENT);
    };
  }

  /** Returns whether a manifest is a referrer, which may have an ordinary tag. */
  private static Optional<IgnoreReason> referrer(JsonNode manifest) {
    boolean isReferrer =
        manifest.path("subject").isObject()
            || Json.text(manifest.path("layers").path(0), "mediaType")
                .filter(ATTESTATION::equals)
                .isPresent();
    return isReferrer ? Optional.of(IgnoreReason.REFERRER) : Optional.empty();
  }

  /** Returns the kind of another artifact, which may have an ordinary tag. */
  private static Set<ContentKind> kinds(JsonNode manifest) {
    return Json.text(manifest, "artifactType").isPresent()
        ? Set.of(ContentKind.ARTIFACT)
        : Set.of();
  }

  /** Returns the manifest, which is JSON in a string; a missing node if it is malformed. */
  private static JsonNode manifest(JsonNode body) {
    try {
      return Json.read(Json.text(body, "manifest").orElse("").getBytes(StandardCharsets.UTF_8));
    } catch (MalformedBody e) {
      return MissingNode.getInstance();
    }
  }
}
