package dev.tagfast.manifest;

import dev.tagfast.image.Digest;

/**
 * A manifest that an index offers to the machines of a platform.
 *
 * @param digest the manifest, or an index inside the index, which counts as itself
 * @param platform {@link Platform#UNKNOWN} where the index names none, which is legal
 */
public record PlatformChild(Digest digest, Platform platform) {
  /** The same, its platform in the spelling that containerd compares in. */
  public PlatformChild normalized() {
    return new PlatformChild(digest, platform.normalized());
  }
}
