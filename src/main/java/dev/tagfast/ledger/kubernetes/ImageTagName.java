package dev.tagfast.ledger.kubernetes;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Sha256;
import dev.tagfast.image.TagKey;
import java.util.Locale;

/**
 * Names of {@code ImageTag}s. A tag may hold upper case, dots and 128 characters, a name may not:
 * the readable part is for people, the hash keeps {@code App} and {@code app} apart.
 */
public final class ImageTagName {
  private static final int LONGEST_SLUG = 40;
  private static final int HASH_BYTES = 8;

  private ImageTagName() {}

  /** The name of the object: a DNS label. */
  public static String of(TagKey key) {
    return slug(key.repository().path() + "-" + key.tag()) + "-" + hash(key.toString());
  }

  /** 16 hex digits of the text's SHA-256: also the value of the labels that are looked up by. */
  static String hash(String text) {
    return Sha256.hex(text, HASH_BYTES);
  }

  /** The label of an entry whose accepted index lists this digest; its value is empty. */
  static String childLabel(Digest child) {
    return ImageTag.CHILD_PREFIX + hash(child.value());
  }

  // The end of a long path tells more than its beginning, and the tag is at the end.
  private static String slug(String text) {
    String plain = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String end = plain.substring(Math.max(0, plain.length() - LONGEST_SLUG));
    return end.replaceAll("^-+|-+$", "");
  }
}
