package dev.tagfast.image;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The digest of a manifest, e.g. {@code sha256:0a1b…}: the only name of an image that cannot
 * change.
 *
 * @param value algorithm and lower-case hex, as the OCI image-spec registers them (sha256, sha512)
 */
public record Digest(String value) implements Comparable<Digest> {
  private static final Pattern SHAPE = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");

  /**
   * @throws IllegalArgumentException if the text is not a registered digest
   */
  public Digest {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "not a digest (sha256:<64 hex> or sha512:<128 hex>): " + UntrustedText.clean(value, 80));
    }
  }

  /**
   * A malformed digest in somebody else's event counts as absent, it fails nothing (DESIGN,
   * Answers).
   */
  public static Optional<Digest> ifValid(String text) {
    return SHAPE.matcher(text).matches() ? Optional.of(new Digest(text)) : Optional.empty();
  }

  /** The part after the colon. */
  public String hex() {
    return value.substring(value.indexOf(':') + 1);
  }

  /** {@code sha256:} and the first twelve hex digits: enough for people, never for machines. */
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
