package dev.tagfast.image;

import java.util.Locale;

/**
 * How a registry compares the letters of tags. Gitea stores tags in lower case: what is pushed as
 * {@code Main-SNAPSHOT} is told, listed and shown as {@code main-snapshot}.
 */
public enum TagCase {
  /** {@code Main} and {@code main} are two tags, as the OCI distribution-spec has it. */
  KEEP,
  /** {@code Main} is the tag {@code main}. */
  LOWER;

  /** The tag as the registry stores it. */
  public Tag stored(Tag tag) {
    return switch (this) {
      case KEEP -> tag;
      case LOWER -> new Tag(tag.value().toLowerCase(Locale.ROOT));
    };
  }
}
