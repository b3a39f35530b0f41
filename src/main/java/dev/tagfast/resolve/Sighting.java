package dev.tagfast.resolve;

import dev.tagfast.image.Digest;
import java.util.Optional;

/** What the tag showed when it was looked at, within the bound of {@code tagfast.resolve}. */
public sealed interface Sighting {
  /**
   * What the event named and the tag was never seen to have; empty where they agree or it named
   * nothing.
   */
  Optional<Digest> claimed();

  /**
   * The tag points at a manifest.
   *
   * @param digest by HEAD
   * @param mediaType by HEAD
   */
  record Seen(Digest digest, String mediaType, Optional<Digest> claimed) implements Sighting {}

  /** The registry has no such tag. */
  record Gone(Optional<Digest> claimed) implements Sighting {}
}
