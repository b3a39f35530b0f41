package dev.tagfast.intake.notification;

import java.util.Set;

/** The media types that a registry's own request may have. */
public final class MediaTypes {
  /**
   * Media types of clients that set no type on purpose, and of forms with a {@code payload} field.
   */
  private static final Set<String> LENIENT =
      Set.of("", "text/plain", "application/octet-stream", "application/x-www-form-urlencoded");

  private MediaTypes() {}

  /** Whether the media type is a form of JSON, or one that clients send when they set none. */
  public static boolean isUsual(String mediaType) {
    return mediaType.endsWith("/json")
        || mediaType.endsWith("+json")
        || LENIENT.contains(mediaType);
  }
}
