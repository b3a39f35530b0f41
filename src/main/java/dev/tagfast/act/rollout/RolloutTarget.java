package dev.tagfast.act.rollout;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.TagEntry;
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
public record RolloutTarget(Digest digest, Set<Digest> alike, Past past) {
  /** The accepted digest is always among them. */
  public RolloutTarget {
    Set<Digest> all = new HashSet<>(alike);
    all.add(digest);
    alike = Set.copyOf(all);
  }

  /**
   * What the ledger knows of the tag.
   *
   * @param generation of the entry under which it is rolled out
   * @param shown digests that the tag showed
   * @param quarantined digests that no workload may be brought to
   */
  public record Past(long generation, Set<Digest> shown, Set<Digest> quarantined) {
    /** Nothing. */
    public static final Past UNKNOWN = new Past(0, Set.of(), Set.of());

    /** Copies the sets. */
    public Past {
      shown = Set.copyOf(shown);
      quarantined = Set.copyOf(quarantined);
    }

    static Past of(TagEntry entry) {
      Set<Digest> known = new HashSet<>();
      entry.seen().ifPresent(known::add);
      entry
          .history()
          .forEach(
              move -> {
                move.from().ifPresent(known::add);
                move.to().ifPresent(known::add);
              });
      Set<Digest> barred = new HashSet<>(entry.quarantined());
      entry.quarantined().forEach(index -> barred.addAll(entry.manifests().alike(index)));
      barred.removeIf(digest -> !entry.isQuarantined(digest));
      return new Past(entry.generation(), known, barred);
    }
  }

  /** One of whose past nothing is known. */
  public RolloutTarget(Digest digest, Set<Digest> alike) {
    this(digest, alike, Past.UNKNOWN);
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
        .map(digest -> new RolloutTarget(digest, entry.manifests().alike(digest), Past.of(entry)));
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
