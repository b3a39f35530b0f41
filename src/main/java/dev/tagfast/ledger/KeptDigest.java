package dev.tagfast.ledger;

import dev.tagfast.image.AnchorTag;
import dev.tagfast.image.Digest;
import dev.tagfast.image.UntrustedText;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A digest of the tag that the registry was asked to keep by a second tag, its anchor.
 *
 * @param digest what is kept
 * @param children what the anchors' names have of the manifests that an index lists: they have
 *     anchors of their own, at most {@value #MOST_CHILDREN}
 * @param at when the registry answered
 * @param refused why the registry did not take the anchor, for people; empty: it stands
 * @param unusedSince since when nothing is known to run the digest; empty: something does
 */
public record KeptDigest(
    Digest digest,
    List<String> children,
    Instant at,
    Optional<String> refused,
    Optional<Instant> unusedSince) {
  /** Of more children the others are left to the registry. */
  public static final int MOST_CHILDREN = 32;

  /** Of a longer text the beginning is kept. */
  public static final int LONGEST_WHY = 253;

  /** Copies the list, and cleans the text. */
  public KeptDigest {
    children = List.copyOf(children);
    refused = refused.map(why -> UntrustedText.clean(why, LONGEST_WHY));
  }

  /** One whose anchors stand. */
  public static KeptDigest standing(Digest digest, List<String> children, Instant at) {
    return new KeptDigest(digest, children, at, Optional.empty(), Optional.empty());
  }

  /** One whose anchor the registry refused for good. */
  public static KeptDigest refused(Digest digest, Instant at, String why) {
    return new KeptDigest(digest, List.of(), at, Optional.of(why), Optional.empty());
  }

  /** The same, found unused. */
  public KeptDigest unused(Instant since) {
    return new KeptDigest(digest, children, at, refused, unusedSince.or(() -> Optional.of(since)));
  }

  /** What the names of all its anchors have of digests. */
  public Set<String> hexes() {
    Set<String> hexes = new LinkedHashSet<>(children);
    hexes.add(AnchorTag.hex(digest));
    return hexes;
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
