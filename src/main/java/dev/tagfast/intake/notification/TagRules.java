package dev.tagfast.intake.notification;

import dev.tagfast.manifest.Manifest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What every dialect leaves out, whatever registry it speaks of ({@code webhook-formats.md}, 3).
 */
public final class TagRules {
  private static final String HELM = "application/vnd.cncf.helm.";

  private static final Pattern REFERRER =
      Pattern.compile("sha(?:256-[0-9a-f]{64}|512-[0-9a-f]{128})(?:\\.(?:sig|att|sbom))?");

  private TagRules() {}

  /**
   * Why a push is no matter for us.
   *
   * @param mediaType of the manifest; absent where the sender does not say it
   * @param configMediaType of the manifest's configuration: only that tells a chart from an image
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
   * Why a delete is no matter for us.
   *
   * @param saysDigest a digest is named, perhaps a broken one
   */
  static Optional<IgnoreReason> delete(Optional<String> tag, boolean saysDigest) {
    if (tag.isPresent()) {
      return referrer(tag.get());
    }
    return Optional.of(saysDigest ? IgnoreReason.DELETE_BY_DIGEST : IgnoreReason.REPOSITORY_DELETE);
  }

  /** Whether a registry repeats the digest, perhaps a broken one, where a tag would be. */
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
