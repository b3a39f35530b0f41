package dev.tagfast.image;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A tag: the name of an image that people can move in the registry.
 *
 * @param value 1 to 128 characters (OCI distribution-spec, "Pulling manifests")
 */
public record Tag(String value) {
  private static final Pattern SHAPE = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");

  /** The tag of a reference that has neither tag nor digest. */
  public static final Tag LATEST = new Tag("latest");

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if the text is not a tag
   */
  public Tag {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("not a tag: " + UntrustedText.clean(value, 80));
    }
  }

  /**
   * The tag; empty if the text is not one, e.g. if a registry sends an empty string or a digest.
   */
  public static Optional<Tag> ifValid(String text) {
    return SHAPE.matcher(text).matches() ? Optional.of(new Tag(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
