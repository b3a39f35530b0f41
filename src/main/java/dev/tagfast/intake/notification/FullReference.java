package dev.tagfast.intake.notification;

import dev.tagfast.image.Repository;
import java.util.Optional;

/**
 * A full image reference as registries write it in notifications: {@code host/path:tag}, {@code
 * host/path@digest} or both. The first part is always the host, even without a dot. The parts are
 * not validated.
 *
 * @param host host and port
 * @param path path inside the registry
 * @param tag the text after the last colon; absent if empty
 * @param digest the text after the at sign
 */
public record FullReference(
    String host, String path, Optional<String> tag, Optional<String> digest) {
  /** Parses a reference, with or without a URL scheme before it; absent if it has no path. */
  public static Optional<FullReference> of(String text) {
    int scheme = text.indexOf("://");
    String rest = (scheme < 0 ? text : text.substring(scheme + 3)).strip();
    int at = rest.indexOf('@');
    String name = at < 0 ? rest : rest.substring(0, at);
    Optional<String> digest = at < 0 ? Optional.empty() : Optional.of(rest.substring(at + 1));
    int colon = name.lastIndexOf(':');
    boolean hasColon = colon > name.lastIndexOf('/');
    Optional<String> tag =
        hasColon
            ? Optional.of(name.substring(colon + 1)).filter(said -> !said.isEmpty())
            : Optional.empty();
    String place = hasColon ? name.substring(0, colon) : name;
    int slash = place.indexOf('/');
    return slash <= 0 || slash == place.length() - 1
        ? Optional.empty()
        : Optional.of(
            new FullReference(place.substring(0, slash), place.substring(slash + 1), tag, digest));
  }

  /** Returns host and port of an absolute URL, without user information; absent if it has none. */
  public static Optional<String> hostOfUrl(String url) {
    int scheme = url.indexOf("://");
    if (scheme < 0) {
      return Optional.empty();
    }
    String authority = url.substring(scheme + 3).split("[/?#\\\\]", 2)[0];
    try {
      return Optional.of(
          Repository.canonicalHost(authority.substring(authority.lastIndexOf('@') + 1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // No host is named; the source may have a default registry.
    }
  }
}
