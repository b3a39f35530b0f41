package dev.tagfast.ledger;

import dev.tagfast.image.Digest;
import dev.tagfast.manifest.ManifestFacts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The manifests that were read for one tag, and which digests among them mean the same image.
 *
 * @param all oldest first, each digest once
 */
public record KnownManifests(List<KnownManifest> all) {
  /** How many are kept of one tag, besides those of the accepted and the shown digest. */
  public static final int MOST = 20;

  /** None was read yet. */
  public static final KnownManifests NONE = new KnownManifests(List.of());

  /** Copies the list. */
  public KnownManifests {
    all = List.copyOf(all);
  }

  /** What was read of a digest; empty: it was not read, or so long ago that it was forgotten. */
  public Optional<KnownManifest> find(Digest digest) {
    return all.stream().filter(known -> known.digest().equals(digest)).findFirst();
  }

  /** What is known of a digest. */
  public Optional<ManifestFacts> facts(Digest digest) {
    return find(digest).map(KnownManifest::facts);
  }

  /** The same with one more, which replaces what was known of its digest. */
  public KnownManifests with(KnownManifest read) {
    List<KnownManifest> more = new ArrayList<>(all);
    more.removeIf(known -> known.digest().equals(read.digest()));
    more.add(read);
    return new KnownManifests(more);
  }

  /**
   * Whether two digests are one image: what a container runs is the same, whatever attestations an
   * index lists beside it. Digests that were not read are the same only where they are equal.
   */
  public boolean isSameImage(Digest a, Digest b) {
    if (a.equals(b)) {
      return true;
    }
    Optional<ManifestFacts> factsOfA = facts(a);
    Optional<ManifestFacts> factsOfB = facts(b);
    return factsOfA.isPresent()
        && factsOfB.isPresent()
        && ManifestFacts.sameImage(a, factsOfA.get(), b, factsOfB.get());
  }

  /**
   * Whether the digest is the whole image, the same image, or a child that the image's index lists.
   */
  public boolean countsAs(Digest digest, Digest whole) {
    return isSameImage(digest, whole) || isChild(digest, whole);
  }

  /** Whether both are one image: the same, or parts of one index. */
  public boolean isOneImage(Digest a, Digest b) {
    return countsAs(a, b)
        || countsAs(b, a)
        || all.stream()
            .map(KnownManifest::digest)
            .anyMatch(index -> isChild(a, index) && isChild(b, index));
  }

  /** Whether an index lists the digest. */
  public boolean isChild(Digest digest, Digest index) {
    return facts(index).filter(facts -> facts.hasChild(digest)).isPresent();
  }

  /**
   * Every known digest that counts as this image, itself included: none of them needs a rollout.
   */
  public Set<Digest> alike(Digest whole) {
    Set<Digest> alike = new HashSet<>();
    alike.add(whole);
    all.stream().map(KnownManifest::digest).filter(d -> isSameImage(d, whole)).forEach(alike::add);
    facts(whole).stream()
        .flatMap(facts -> facts.children().stream())
        .forEach(child -> alike.add(child.digest()));
    return Set.copyOf(alike);
  }

  /**
   * Whether a container may be brought to it: it was read, and a container can run it. A digest
   * that was never read is not.
   */
  public boolean isRunnable(Digest digest) {
    return facts(digest).filter(facts -> facts.kind().isRunnable()).isPresent();
  }

  /**
   * Within the bounds: copies of the current digests alone, and no more than {@link #MOST} others.
   */
  KnownManifests bounded(Set<Digest> current) {
    List<KnownManifest> kept = new ArrayList<>();
    long others = all.stream().filter(known -> !current.contains(known.digest())).count();
    for (KnownManifest known : all) {
      if (current.contains(known.digest())) {
        kept.add(known);
      } else if (others-- <= MOST) {
        kept.add(known.withoutCopy());
      }
    }
    return new KnownManifests(kept);
  }
}
