package dev.tagfast.image;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A tag: the name that registries let people move.
 *
 * @param value 1 to 128 characters, OCI distribution-spec "Pulling manifests"
 */
public record Tag(String value) {
  private static final Pattern SHAPE = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");

  /** What a reference without tag and digest means. */
  public static final Tag LATEST = new Tag("latest");

  /**
   * @throws IllegalArgumentException if the text is not a tag
   */
  public Tag {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("not a tag: " + UntrustedText.clean(value, 80));
    }
  }

  /** The tag, or nothing where a registry wrote something that is none (empty, or a digest). */
  public static Optional<Tag> ifValid(String text) {
    return SHAPE.matcher(text).matches() ? Optional.of(new Tag(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
