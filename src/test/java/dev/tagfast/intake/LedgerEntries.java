package dev.tagfast.intake;

import dev.tagfast.image.Digest;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Move;
import dev.tagfast.ledger.Provenance;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagState;
import java.time.Instant;
import java.util.Optional;

/** Ledger entries of a tag that existed. */
public final class LedgerEntries {
  private LedgerEntries() {}

  /** The tag last pointed at this digest, which is accepted. */
  public static TagEntry tag(TagKey key, Digest digest) {
    return TagEntry.blank(key, Instant.EPOCH)
        .change()
        .moved(move(Optional.of(digest)))
        .accept(new AcceptedDigest(digest, Provenance.SEEN_AFTER_EVENT, true, Instant.EPOCH))
        .state(TagState.CURRENT)
        .build();
  }

  /** The same tag, deleted after that. */
  public static TagEntry tombstone(TagKey key, Digest digest) {
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
