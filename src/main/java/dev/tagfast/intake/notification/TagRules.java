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
   * Whether a push is a Helm chart.
   *
   * @param mediaType of the manifest; absent if the sender does not name it. Some senders name that
   *     of the configuration here
   * @param configMediaType of the manifest's configuration: only this tells a Helm chart from an
   *     image
   */
  static boolean isChart(Optional<String> mediaType, Optional<String> configMediaType) {
    return isHelm(mediaType) || isHelm(configMediaType);
  }

  /** Returns why a push is ignored whatever it is; absent if it is handled. */
  static Optional<IgnoreReason> push(Optional<String> tag, Optional<String> mediaType) {
    boolean isBlob =
        mediaType.filter(type -> !Manifest.MEDIA_TYPES.contains(type)).isPresent()
            && !isHelm(mediaType);
    if (isBlob) {
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
