package dev.tagfast.image;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The digest of a manifest, e.g. {@code sha256:0a1b…}. It is the only name of an image that cannot
 * change.
 *
 * @param value algorithm and lower-case hex, as the OCI image-spec registers them (sha256, sha512)
 */
public record Digest(String value) implements Comparable<Digest> {
  private static final Pattern SHAPE = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if the text is not a digest with a registered algorithm
   */
  public Digest {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "not a digest (sha256:<64 hex> or sha512:<128 hex>): " + UntrustedText.clean(value, 80));
    }
  }

  /**
   * The digest; empty if the text is not one. A malformed digest in an event counts as absent and
   * fails nothing (DESIGN, Answers).
   */
  public static Optional<Digest> ifValid(String text) {
    return SHAPE.matcher(text).matches() ? Optional.of(new Digest(text)) : Optional.empty();
  }

  /** The part after the colon. */
  public String hex() {
    return value.substring(value.indexOf(':') + 1);
  }

  /** The algorithm and the first twelve hex digits. For people only, never for a comparison. */
  public String abbreviated() {
    return value.substring(0, value.indexOf(':') + 13);
  }

  @Override
  public int compareTo(Digest other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
