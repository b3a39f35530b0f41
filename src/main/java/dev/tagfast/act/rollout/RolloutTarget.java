package dev.tagfast.act.rollout;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.manifest.Platform;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Where subscribers are brought to.
 *
 * @param digest the accepted digest, which is what a patch writes
 * @param alike every digest that needs no rollout: the accepted one, indexes that run the same, and
 *     the children of the accepted index
 * @param past what the ledger knows of the tag before
 */
public record RolloutTarget(Digest digest, Set<Digest> alike, TargetPast past) {
  /** The accepted digest is always among them. */
  public RolloutTarget {
    Set<Digest> all = new HashSet<>(alike);
    all.add(digest);
    alike = Set.copyOf(all);
  }

  /** One of whose past nothing is known. */
  public RolloutTarget(Digest digest, Set<Digest> alike) {
    this(digest, alike, TargetPast.NONE);
  }

  /** A digest that nothing else counts as. */
  public static RolloutTarget exactly(Digest digest) {
    return new RolloutTarget(digest, Set.of(digest));
  }

  /**
   * The accepted image of a tag; empty: there is none, or none that a container can run, or the tag
   * was never seen to show it.
   */
  public static Optional<RolloutTarget> of(TagEntry entry) {
    return entry
        .accepted()
        .filter(AcceptedDigest::seen)
        .map(AcceptedDigest::digest)
        .filter(entry.manifests()::isRunnable)
        .map(
            digest ->
                new RolloutTarget(
                    digest, entry.manifests().alike(digest), new TargetPast(Optional.of(entry))));
  }

  /** What the index has children for; empty: it is none, or it does not say. */
  public Set<Platform> platforms() {
    return past.platforms(digest);
  }

  /** Whether a container with this digest is there already. */
  public boolean isReachedBy(Digest pinned) {
    return alike.contains(pinned);
  }

  /** The same, which these digests do not count as any more. */
  public RolloutTarget without(Set<Digest> gone) {
    Set<Digest> left = new HashSet<>(alike);
    left.removeAll(gone);
    return new RolloutTarget(digest, left, past);
  }
}
