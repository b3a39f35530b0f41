package dev.tagfast.image;

import java.util.Locale;
import java.util.Optional;

/**
 * The name of the tags by which Tagfast itself keeps a manifest in a registry. They name no image
 * that anybody asked for: no policy, no rule of a follower and no gate speaks of them.
 *
 * <p>The owner is part of the name. Two clusters may share a registry, and what one of them does
 * not run any more the other one may: each removes its own alone.
 */
public final class AnchorTag {
  /** How the name begins; hex digits of the manifest's digest follow, and the owner. */
  public static final String PREFIX = "tagfast-keep-";

  private static final int HEX_DIGITS = 12;

  private AnchorTag() {}

  /**
   * The tag that keeps this digest.
   *
   * @param owner whose it is; empty: nobody's, so that nobody may remove it
   */
  public static Tag of(Digest digest, Optional<String> owner) {
    return of(hex(digest), owner);
  }

  /** The same, by what the name has of the digest. */
  public static Tag of(String hex, Optional<String> owner) {
    return new Tag(PREFIX + hex + owner.map(name -> "-" + name).orElse(""));
  }

  /** What the name has of a digest. */
  public static String hex(Digest digest) {
    return digest.hex().substring(0, HEX_DIGITS);
  }

  /** Whether a tag is such a tag, of whatever owner; registries may change the case. */
  public static boolean is(Tag tag) {
    return tag.value().toLowerCase(Locale.ROOT).startsWith(PREFIX);
  }
}
