package dev.tagfast.intake.notification;

import java.util.Set;

/** Which media types a registry's own request may have. */
public final class MediaTypes {
  /** What clients write that set no type on purpose, and forms with a {@code payload} field. */
  private static final Set<String> ALSO =
      Set.of("", "text/plain", "application/octet-stream", "application/x-www-form-urlencoded");

  private MediaTypes() {}

  /** JSON in any spelling, and what is sent where nobody thought of the type. */
  public static boolean isUsual(String mediaType) {
    return mediaType.endsWith("/json") || mediaType.endsWith("+json") || ALSO.contains(mediaType);
  }
}
