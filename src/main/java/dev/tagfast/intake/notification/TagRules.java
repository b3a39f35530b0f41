package dev.tagfast.intake.notification;

import dev.tagfast.manifest.Manifest;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules by which every dialect ignores entries ({@code webhook-formats.md}, section 3). */
public final class TagRules {
  private static final String HELM = "application/vnd.cncf.helm.";

  private static final Pattern REFERRER =
      Pattern.compile("sha(?:256-[0-9a-f]{64}|512-[0-9a-f]{128})(?:\\.(?:sig|att|sbom))?");

  private TagRules() {}

  /**
   * Returns why a push is ignored; absent if it is handled.
   *
   * @param mediaType of the manifest; absent if the sender does not name it
   * @param configMediaType of the manifest's configuration: only this tells a Helm chart from an
   *     image
   */
  static Optional<IgnoreReason> push(
      Optional<String> tag, Optional<String> mediaType, Optional<String> configMediaType) {
    if (isHelm(mediaType) || isHelm(configMediaType)) {
      return Optional.of(IgnoreReason.CHART);
    }
    if (mediaType.filter(type -> !Manifest.MEDIA_TYPES.contains(type)).isPresent()) {
      return Optional.of(IgnoreReason.BLOB);
    }
    return tag.isEmpty() ? Optional.of(IgnoreReason.UNTAGGED) : referrer(tag.get());
  }

  /**
   * Returns why a delete is ignored; absent if it is handled.
   *
   * @param namesDigest whether the delete names a digest, perhaps a malformed one
   */
  static Optional<IgnoreReason> delete(Optional<String> tag, boolean namesDigest) {
    if (tag.isPresent()) {
      return referrer(tag.get());
    }
    return Optional.of(
        namesDigest ? IgnoreReason.DELETE_BY_DIGEST : IgnoreReason.REPOSITORY_DELETE);
  }

  /** Whether the text in place of a tag is a digest, perhaps a malformed one. */
  public static boolean isDigest(String tag) {
    return tag.startsWith("sha256:") || tag.startsWith("sha512:");
  }

  private static Optional<IgnoreReason> referrer(String tag) {
    return REFERRER.matcher(tag).matches() ? Optional.of(IgnoreReason.REFERRER) : Optional.empty();
  }

  private static boolean isHelm(Optional<String> mediaType) {
    return mediaType.filter(type -> type.startsWith(HELM)).isPresent();
  }
}
