package dev.tagfast.intake.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.image.Digest;
import dev.tagfast.intake.dialect.DialectEntry.Action;
import dev.tagfast.registry.Manifest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Notifications of CNCF Distribution 2.x and 3.x, also as GitLab and others send them ({@code
 * notifications/event.go} there).
 */
final class DistributionDialect implements Dialect {
  private static final Set<String> CONTENT_TYPES =
      Set.of(
          "application/vnd.docker.distribution.events.v1+json",
          "application/vnd.docker.distribution.events.v2+json",
          "application/json");

  private static final Pattern REFERRER =
      Pattern.compile("sha(?:256-[0-9a-f]{64}|512-[0-9a-f]{128})(?:\\.(?:sig|att|sbom))?");

  @Override
  public String name() {
    return "distribution";
  }

  @Override
  public boolean accepts(String mediaType) {
    return CONTENT_TYPES.contains(mediaType);
  }

  @Override
  public List<DialectEntry> read(byte[] body) {
    JsonNode envelope = Json.read(body);
    if (!envelope.isObject()) {
      throw new MalformedBody("not a notification: the body must be an object with `events`");
    }
    if (envelope.isEmpty()) {
      return List.of(); // Distribution leaves an empty list of events out.
    }
    JsonNode events = envelope.path("events");
    if (!events.isArray()) {
      throw new MalformedBody("not a notification: `events` must be a list");
    }
    return events.valueStream().map(DistributionDialect::entry).toList();
  }

  private static DialectEntry entry(JsonNode event) {
    Optional<String> said = Json.text(event, "action");
    if (said.isEmpty()) {
      return DialectEntry.notAnEvent();
    }
    Action action =
        switch (said.get()) {
          case "push" -> Action.PUSH;
          case "delete" -> Action.DELETE;
          default -> Action.OTHER;
        };
    // Some registries repeat the digest where a tag would be: pushed by digest, not under a tag.
    Optional<String> tag =
        Json.text(event, "target", "tag").filter(text -> Digest.ifValid(text).isEmpty());
    Optional<String> digest = Json.text(event, "target", "digest");
    Optional<String> mediaType = Json.text(event, "target", "mediaType");
    Optional<Ignored> ignored =
        switch (said.get()) {
          case "push" -> ignoredPush(tag, mediaType);
          case "delete" -> ignoredDelete(tag, digest);
          case "pull" -> Optional.of(Ignored.PULL);
          case "mount" -> Optional.of(Ignored.MOUNT);
          default -> Optional.of(Ignored.OTHER_ACTION);
        };
    return new DialectEntry(
        action,
        ignored,
        Json.text(event, "request", "host").or(() -> hostOfUrl(event)),
        Json.text(event, "target", "repository"),
        tag,
        digest.flatMap(Digest::ifValid),
        mediaType,
        Json.text(event, "id"),
        Json.text(event, "actor", "name"),
        Json.text(event, "timestamp").flatMap(DialectEntry::time));
  }

  private static Optional<Ignored> ignoredPush(Optional<String> tag, Optional<String> mediaType) {
    if (mediaType.filter(type -> !Manifest.MEDIA_TYPES.contains(type)).isPresent()) {
      return Optional.of(Ignored.BLOB);
    }
    return tag.isEmpty() ? Optional.of(Ignored.UNTAGGED) : ignoredTag(tag.get());
  }

  private static Optional<Ignored> ignoredDelete(Optional<String> tag, Optional<String> digest) {
    if (tag.isPresent()) {
      return ignoredTag(tag.get());
    }
    return Optional.of(digest.isPresent() ? Ignored.DELETE_BY_DIGEST : Ignored.REPOSITORY_DELETE);
  }

  private static Optional<Ignored> ignoredTag(String tag) {
    return REFERRER.matcher(tag).matches() ? Optional.of(Ignored.REFERRER) : Optional.empty();
  }

  private static Optional<String> hostOfUrl(JsonNode event) {
    return Json.text(event, "target", "url")
        .flatMap(
            url -> {
              try {
                return Optional.ofNullable(new URI(url).getRawAuthority())
                    .map(authority -> authority.substring(authority.lastIndexOf('@') + 1));
              } catch (URISyntaxException e) {
                return Optional.empty(); // No host is named then; the source may have a default.
              }
            });
  }
}
