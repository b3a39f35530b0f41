package dev.tagfast.act.brake;

import dev.tagfast.image.Digest;
import dev.tagfast.image.UntrustedText;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A person's approval of one digest for one container, as in {@code sha256:0a1b…; by=anna;
 * until=2026-12-01T00:00:00Z}.
 *
 * @param text the annotation's value, which the patch tests: an approval that changes meanwhile
 *     must not be used
 * @param digest the digest, or its beginning of at least twelve hex digits, with or without {@code
 *     sha256:}
 * @param until after this instant it no longer counts; empty: it has no end
 * @param by who approved: the name that the person gave, else the program that wrote it. Nobody has
 *     verified it
 */
public record Approval(String text, String digest, Optional<Instant> until, Optional<String> by) {
  /** As many digits as reports print. Fewer would be too easy to forge. */
  private static final Pattern BEGINNING = Pattern.compile("(sha256:|sha512:)?[0-9a-f]{12,128}");

  private static final String HOW =
      "write a digest or its first 12 or more hex digits, and behind it, if you like, ;"
          + " until=2026-12-01T00:00:00Z and ; by=NAME";

  private static final int LONGEST_NAME = 128;

  /**
   * Reads what a person wrote.
   *
   * @param program that wrote it
   */
  static Approval parse(String text, Optional<String> program) {
    String[] parts = text.split(";", -1);
    String digest = parts[0].strip();
    if (!BEGINNING.matcher(digest).matches()) {
      throw new IllegalArgumentException(HOW);
    }
    Optional<Instant> until = Optional.empty();
    Optional<String> by = Optional.empty();
    for (int i = 1; i < parts.length; i++) {
      String[] pair = parts[i].strip().split("=", 2);
      String value = pair.length == 2 ? pair[1].strip() : "";
      switch (pair[0].strip().toLowerCase(Locale.ROOT)) {
        case "until" -> until = Optional.of(time(value));
        case "by" ->
            by =
                Optional.of(UntrustedText.clean(value, LONGEST_NAME))
                    .filter(name -> !name.isEmpty());
        default -> throw new IllegalArgumentException(HOW);
      }
    }
    return new Approval(text, digest, until, by.or(() -> program));
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException _) {
      // An end that cannot be read must not become no end.
      throw new IllegalArgumentException("until= wants a time as in 2026-12-01T00:00:00Z");
    }
  }

  boolean isOf(Digest other) {
    return other.value().startsWith(digest) || other.hex().startsWith(digest);
  }

  boolean isOver(Instant now) {
    return until.filter(now::isAfter).isPresent();
  }

  /** For people: whose it is; empty if nobody knows. */
  public String signature() {
    return by.map(name -> " by " + name).orElse("");
  }
}
