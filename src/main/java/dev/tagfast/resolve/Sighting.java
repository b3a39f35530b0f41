package dev.tagfast.resolve;

import dev.tagfast.image.Digest;
import java.util.Optional;

/** What the tag showed when it was looked at, within the bound of {@code tagfast.resolve}. */
public sealed interface Sighting extends Look {
  /** What the event named and the tag did not show; empty where they agree or it named nothing. */
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

  /**
   * The registry refuses to show the tag: wrong credentials, or a repository that is not there on
   * registries that do not tell the two apart. It is looked at again; a sender must not be blocked
   * until somebody mends the credentials.
   *
   * @param why for people
   */
  record Withheld(String why, Optional<Digest> claimed) implements Sighting {}

  /**
   * The tag points at a digest whose manifest could not be read or understood: the registry does
   * not have it, or it is none that two clients would read alike. Nothing is decided by it; it is
   * looked at again.
   *
   * @param why for people
   */
  record Unreadable(String why, Optional<Digest> claimed) implements Sighting {}

  /**
   * The registry did not answer, and nobody will deliver the event again: it is looked at again
   * like one that is withheld. Only of a dead letter; any other event is answered "not now".
   *
   * @param why for people
   */
  record Unreached(String why) implements Sighting {
    @Override
    public Optional<Digest> claimed() {
      return Optional.empty();
    }
  }
}
