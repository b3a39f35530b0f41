package dev.tagfast.intake.notification;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A package URL (purl), {@code pkg:type/name@version?qualifier=value#subpath}, with decoded parts.
 * A namespace is part of the name here.
 */
public record PackageUrl(
    String type, String name, Optional<String> version, Map<String, String> qualifiers) {
  // The version starts at the last @. Not every sender encodes an @ in a namespace.
  private static final Pattern PURL =
      Pattern.compile("pkg:/*([A-Za-z0-9.+-]+)/([^?#]+?)(?:@([^@/?#]*))?(?:\\?([^#]*))?(?:#.*)?");

  public PackageUrl {
    qualifiers = Map.copyOf(qualifiers);
  }

  /** Parses a purl; absent if the text is not one. */
  public static Optional<PackageUrl> of(String text) {
    Matcher parts = PURL.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      Map<String, String> qualifiers = new HashMap<>();
      for (String pair : Optional.ofNullable(parts.group(4)).orElse("").split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          qualifiers.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
        }
      }
      return Optional.of(
          new PackageUrl(
              parts.group(1),
              decoded(parts.group(2)),
              Optional.ofNullable(parts.group(3)).map(PackageUrl::decoded),
              qualifiers));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // A percent sign without two hexadecimal digits.
    }
  }

  /** Returns a qualifier that is not empty. */
  public Optional<String> qualifier(String key) {
    return Optional.ofNullable(qualifiers.get(key)).filter(value -> !value.isEmpty());
  }

  /** Decodes percent-encoding as in a path: a plus sign stays a plus sign. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
