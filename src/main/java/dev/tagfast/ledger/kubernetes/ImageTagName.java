package dev.tagfast.ledger.kubernetes;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Sha256;
import dev.tagfast.image.TagKey;
import java.util.Locale;

/**
 * Computes the object name of an {@code ImageTag}. A tag may have upper case, dots and 128
 * characters; a name may not. The readable part is for people. The hash keeps {@code App} and
 * {@code app} apart.
 */
public final class ImageTagName {
  private static final int LONGEST_SLUG = 40;
  private static final int HASH_BYTES = 8;

  private ImageTagName() {}

  /** The name of the object, a DNS label. */
  public static String of(TagKey key) {
    return slug(key.repository().path() + "-" + key.tag()) + "-" + hash(key.toString());
  }

  /** The first 16 hex digits of the text's SHA-256; also the value of the labels for look-ups. */
  static String hash(String text) {
    return Sha256.hex(text, HASH_BYTES);
  }

  // Keeps the end of a long path: it says more than the beginning, and the tag is there.
  private static String slug(String text) {
    String plain = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String end = plain.substring(Math.max(0, plain.length() - LONGEST_SLUG));
    return end.replaceAll("^-+|-+$", "");
  }

  /** The label of an entry whose accepted index lists this digest; its value is empty. */
  static String childLabel(Digest child) {
    return ImageTag.CHILD_PREFIX + hash(child.value());
  }
}
