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
import dev.tagfast.policy.ContentKind;
import java.util.Optional;
import java.util.Set;

/**
 * Webhooks of JFrog Artifactory, domain {@code docker}. The repository is the path by which
 * Artifactory serves it ({@code host/repository key/image}). The host is absent if Artifactory does
 * not know its own address.
 */
final class JfrogDialect implements Dialect {
  private static final Set<String> MANIFESTS = Set.of("manifest.json", "list.manifest.json");

  @Override
  public String name() {
    return "jfrog";
  }

  @Override
  public boolean accepts(String mediaType) {
    return MediaTypes.isUsual(mediaType);
  }

  @Override
  public boolean recognises(Notification notification) {
    return !notification.isEvent()
        && (notification.headers().has("X-JFrog-Event-Auth")
            || notification.text("data", "repo_key").isPresent()
            || (notification.text("repo_key").isPresent()
                && notification.text("image_name").isPresent()));
  }

  @Override
  public Reading read(Notification notification) {
    JsonNode body = Envelope.object(notification);
    // JFrog's documentation shows the data alone.
    JsonNode data = body.path("data").isObject() ? body.path("data") : body;
    if (Json.text(body, "domain").filter(domain -> !domain.equals("docker")).isPresent()) {
      return Reading.of(NotificationEntry.ignored(IgnoreReason.NOT_AN_IMAGE, Optional.empty()));
    }
    if (Json.text(data, "repo_key").isEmpty()) {
      return Reading.of(NotificationEntry.ignored(IgnoreReason.OTHER_FORMAT, Optional.empty()));
    }
    String action = Json.text(body, "event_type").orElse("");
    String file = fileName(Json.text(data, "path").orElse(""));
    return Reading.of(
        newEntry(action)
            .host(Json.text(body, "jpd_origin").flatMap(FullReference::hostOfUrl))
            .repository(repository(data))
            .digest(digest(data))
            .tag(Json.text(data, "tag"))
            .actor(Json.text(body, "source").map(JfrogDialect::withoutProduct))
            .otherThanImage(
                isOtherArtifact(data, file)
                    ? Set.of(ContentKind.CHART, ContentKind.ARTIFACT)
                    : Set.of())
            .build());
  }

  private static EntryBuilder newEntry(String action) {
    return switch (action) {
      // promoted: copied to another repository, where the tag is checked like any other.
      case "pushed", "promoted" -> NotificationEntry.push();
      case "deleted" -> NotificationEntry.delete();
      default -> NotificationEntry.other(IgnoreReason.OTHER_ACTION);
    };
  }

  /**
   * Returns the repository. The path without tag and file is the image, including folders that
   * {@code image_name} may omit.
   */
  private static Optional<String> repository(JsonNode data) {
    Optional<String> image =
        Json.text(data, "path")
            .flatMap(JfrogDialect::parent)
            .flatMap(JfrogDialect::parent)
            .or(() -> Json.text(data, "image_name"));
    return Json.text(data, "repo_key").flatMap(key -> image.map(path -> key + "/" + path));
  }

  /**
   * Returns the digest of the stored file, which is the manifest's digest if the file is the
   * manifest.
   */
  private static Optional<String> digest(JsonNode data) {
    return Json.text(data, "name")
        .filter(MANIFESTS::contains)
        .flatMap(name -> Json.text(data, "sha256"))
        .map(hex -> "sha256:" + hex);
  }

  /** Whether the file belongs to an OCI artifact that is not an image, such as a Helm chart. */
  private static boolean isOtherArtifact(JsonNode data, String file) {
    return Json.text(data, "image_type").filter("oci"::equals).isPresent()
        && !MANIFESTS.contains(file);
  }

  private static Optional<String> parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? Optional.empty() : Optional.of(path.substring(0, slash));
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Removes the product: JFrog writes {@code jfrog/user}. */
  private static String withoutProduct(String source) {
    return source.startsWith("jfrog/") ? source.substring("jfrog/".length()) : source;
  }
}
