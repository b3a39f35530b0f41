package dev.tagfast.intake.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.intake.notification.EntryBuilder;
import dev.tagfast.intake.notification.Envelope;
import dev.tagfast.intake.notification.FullReference;
import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.Json;
import dev.tagfast.intake.notification.MediaTypes;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.intake.notification.Reading;
import dev.tagfast.intake.notification.TagRules;
import dev.tagfast.intake.notification.Times;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * GitHub's webhooks {@code package} and {@code registry_package} for its container registry, and
 * the CloudEvents that adapters make of them. Packages of other kinds use the same webhooks.
 */
final class GhcrDialect implements Dialect {
  private static final String HOST = "ghcr.io";
  private static final String EVENT = "X-GitHub-Event";
  private static final String PACKAGE = "package";
  private static final String REGISTRY_PACKAGE = "registry_package";

  private static final List<String> EVENTS =
      List.of(
          "com.github.package.",
          "com.github.registry_package.",
          "dev.knative.source.github.package",
          "dev.knative.source.github.registry_package");

  @Override
  public String name() {
    return "ghcr";
  }

  @Override
  public boolean accepts(String mediaType) {
    return MediaTypes.isUsual(mediaType);
  }

  @Override
  public boolean recognises(Notification notification) {
    return notification.isEvent()
        ? EVENTS.stream().anyMatch(notification::isEvent)
        : notification.headers().has(EVENT)
            || notification.at(REGISTRY_PACKAGE).isObject()
            || notification.at(PACKAGE, "package_version").isObject();
  }

  @Override
  public Reading read(Notification notification) {
    JsonNode body = Envelope.object(notification);
    Optional<String> id =
        notification.eventId().or(() -> notification.headers().first("X-GitHub-Delivery"));
    JsonNode pkg = body.path(body.has(REGISTRY_PACKAGE) ? REGISTRY_PACKAGE : PACKAGE);
    if (!pkg.isObject()) {
      return Reading.of(NotificationEntry.ignored(withoutPackage(notification), id));
    }
    EntryBuilder entry =
        newEntry(Json.text(body, "action").orElse(""))
            .id(id)
            .actor(Json.text(body, "sender", "login"));
    return Reading.of(
        isContainer(pkg)
            ? image(entry, pkg).build()
            : entry.ignored(IgnoreReason.NOT_AN_IMAGE).build());
  }

  private static IgnoreReason withoutPackage(Notification notification) {
    return switch (notification.headers().first(EVENT).orElse("")) {
      case "ping" -> IgnoreReason.PING;
      case "" -> notification.isEvent() ? IgnoreReason.OTHER_EVENT : IgnoreReason.OTHER_FORMAT;
      default -> IgnoreReason.OTHER_EVENT;
    };
  }

  private static EntryBuilder newEntry(String action) {
    return switch (action) {
      // `create` is from the registry's first months.
      case "published", "updated", "created", "create" -> NotificationEntry.push();
      case "deleted" -> NotificationEntry.delete();
      default -> NotificationEntry.other(IgnoreReason.OTHER_ACTION);
    };
  }

  /**
   * Whether the package is a container image. GitHub says so in three places, and not always in all
   * of them.
   */
  private static boolean isContainer(JsonNode pkg) {
    return Stream.of(
            Json.text(pkg, "package_type"),
            Json.text(pkg, "ecosystem"),
            Json.text(pkg, "registry", "type"))
        .flatMap(Optional::stream)
        .anyMatch(type -> type.equalsIgnoreCase("container") || type.equalsIgnoreCase("docker"));
  }

  private static EntryBuilder image(EntryBuilder entry, JsonNode pkg) {
    JsonNode version = pkg.path("package_version");
    JsonNode metadata = version.path("container_metadata");
    Optional<FullReference> url =
        Json.text(version, "package_url")
            // For a version without a tag it ends with the colon.
            .flatMap(FullReference::of);
    return entry
        .host(Optional.of(url.map(FullReference::host).orElse(HOST)))
        .repository(
            url.map(FullReference::path)
                .or(() -> Envelope.joined(pkg, "namespace", "name"))
                .or(
                    () ->
                        Json.text(pkg, "owner", "login")
                            .flatMap(
                                owner -> Json.text(pkg, "name").map(name -> owner + "/" + name)))
                // GitHub's names may have capitals, the registry's may not.
                .map(path -> path.toLowerCase(Locale.ROOT)))
        // The last valid digest counts.
        .digest(Json.text(version, "name").filter(TagRules::isDigest))
        .digest(Json.text(version, "version").filter(TagRules::isDigest))
        .digest(Json.text(metadata, "manifest", "digest"))
        .digest(Json.text(metadata, "tag", "digest"))
        // Name and version of an image are its digest. As a tag, a digest means that there is no
        // tag.
        .tag(
            Json.text(metadata, "tag", "name")
                .or(() -> url.flatMap(FullReference::tag))
                .or(() -> Json.text(version, "name"))
                .or(() -> Json.text(version, "version")))
        .mediaType(Json.text(metadata, "manifest", "media_type"))
        .configMediaType(Json.text(metadata, "manifest", "config", "media_type"))
        .pushedAt(time(version, "updated_at").or(() -> time(version, "created_at")));
  }

  /** Reads a time. GitHub writes the year 1 for an unknown time. */
  private static Optional<Instant> time(JsonNode version, String member) {
    return Json.text(version, member)
        .flatMap(Times::rfc3339)
        .filter(time -> time.isAfter(Instant.EPOCH));
  }
}
