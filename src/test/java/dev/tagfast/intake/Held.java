package dev.tagfast.intake;

import dev.tagfast.image.Digest;
import dev.tagfast.image.TagKey;
import dev.tagfast.observe.Accepted;
import dev.tagfast.observe.Cause;
import dev.tagfast.observe.Move;
import dev.tagfast.observe.Provenance;
import dev.tagfast.observe.TagEntry;
import dev.tagfast.observe.TagState;
import java.time.Instant;
import java.util.Optional;

/** What a ledger knows of a tag that was there once. */
final class Held {
  private Held() {}

  /** It showed this digest last, and is held to it. */
  static TagEntry tag(TagKey key, Digest digest) {
    return TagEntry.blank(key, Instant.EPOCH)
        .change()
        .moved(move(Optional.of(digest)))
        .accept(new Accepted(digest, Provenance.SEEN_AFTER_EVENT, true, Instant.EPOCH))
        .state(TagState.CURRENT)
        .build();
  }

  /** The same, and then it was gone. */
  static TagEntry tombstone(TagKey key, Digest digest) {
    return tag(key, digest).change().moved(move(Optional.empty())).state(TagState.DELETED).build();
  }

  private static Move move(Optional<Digest> to) {
    return new Move(
        Optional.empty(),
        to,
        Instant.EPOCH,
        new Cause("ci", Optional.empty(), Optional.empty()),
        "FIRST_SEEN");
  }
}
