package dev.tagfast.resolve;

import dev.tagfast.image.Digest;
import java.util.Optional;

/** What the tag showed when it was looked at, after the retries of {@code tagfast.resolve}. */
public sealed interface Sighting extends Look {
  /**
   * The digest that the event named and the tag did not show. Empty: they agree, or the event named
   * none.
   */
  Optional<Digest> claimed();

  /**
   * The tag points at a manifest.
   *
   * @param digest from the answer to HEAD
   * @param mediaType from the answer to HEAD
   */
  record Seen(Digest digest, String mediaType, Optional<Digest> claimed) implements Sighting {}

  /** The registry has no such tag. */
  record Gone(Optional<Digest> claimed) implements Sighting {}

  /**
   * The registry refuses to show the tag: the credentials are wrong, or the repository does not
   * exist on a registry that does not tell the two apart. The tag is looked at again later. The
   * event is acknowledged, because its sender must not be blocked until somebody repairs the
   * credentials.
   *
   * @param why for people
   */
  record Withheld(String why, Optional<Digest> claimed) implements Sighting {}

  /**
   * The tag shows a digest whose manifest could not be read or understood: the registry does not
   * have it, or it is none that every client reads alike. Nothing is decided by it; the tag is
   * looked at again.
   *
   * @param why for people
   */
  record Unreadable(String why, Optional<Digest> claimed) implements Sighting {}

  /**
   * The registry did not answer, and nobody will deliver the event again. The tag is looked at
   * again later, like one that is withheld. Only a dead letter gets this; the sender of any other
   * event gets 503 and repeats it.
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
