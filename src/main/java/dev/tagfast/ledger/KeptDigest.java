package dev.tagfast.ledger;

import dev.tagfast.image.Digest;
import dev.tagfast.image.UntrustedText;
import java.time.Instant;
import java.util.Optional;

/**
 * A digest of the tag that the registry was asked to keep by a second tag, its anchor.
 *
 * @param digest what is kept
 * @param at when the registry answered
 * @param refused why the registry did not take the anchor, for people; empty: it stands
 * @param unusedSince since when nothing is known to run the digest; empty: something does
 */
public record KeptDigest(
    Digest digest, Instant at, Optional<String> refused, Optional<Instant> unusedSince) {
  /** Of a longer text the beginning is kept. */
  public static final int LONGEST_WHY = 253;

  /** Cleans the text. */
  public KeptDigest {
    refused = refused.map(why -> UntrustedText.clean(why, LONGEST_WHY));
  }

  /** One whose anchor stands. */
  public static KeptDigest standing(Digest digest, Instant at) {
    return new KeptDigest(digest, at, Optional.empty(), Optional.empty());
  }

  /** One whose anchor the registry refused for good. */
  public static KeptDigest refused(Digest digest, Instant at, String why) {
    return new KeptDigest(digest, at, Optional.of(why), Optional.empty());
  }

  /** The same, found unused. */
  public KeptDigest unused(Instant since) {
    return new KeptDigest(digest, at, refused, unusedSince.or(() -> Optional.of(since)));
  }

  /** Whether nothing has run it for that long. */
  public boolean isOver(Instant unusedBefore) {
    return unusedSince.filter(since -> !since.isAfter(unusedBefore)).isPresent();
  }

  /** Whether nobody needs to ask the registry for the anchor. */
  public boolean isSettled() {
    return unusedSince.isEmpty();
  }
}
