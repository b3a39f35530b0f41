package dev.tagfast.reconcile;

import dev.tagfast.image.AnchorTag;
import dev.tagfast.image.Digest;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.KeptDigest;
import dev.tagfast.ledger.TagEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is to be done about the anchors of one repository. Pure.
 *
 * @param used the digests that are in use in the repository
 * @param listed the tags that the registry has, where it listed all of them
 * @param owner whose anchors they are; empty: nobody's, so that none is removed
 * @param grace how long one that nothing uses stays
 */
record AnchorPlan(
    Set<Digest> used,
    Optional<Set<Tag>> listed,
    Optional<String> owner,
    Duration grace,
    Instant now) {
  /** Of more that nothing uses, the older ones go before their grace period is over. */
  static final int MOST_UNUSED = 50;

  AnchorPlan {
    used = Set.copyOf(used);
    listed = listed.map(Set::copyOf);
  }

  /** One thing to do. */
  sealed interface Step {
    /** Something uses the digest, and its anchor may be gone. */
    record Demand(TagKey key, Digest digest) implements Step {}

    /** The registry refused the anchor before: the next look may ask again. */
    record Retry(TagKey key, Digest digest) implements Step {}

    /** From now on nothing uses the digest. */
    record Mark(TagKey key, Digest digest) implements Step {}

    /**
     * Nothing used the digest for long enough.
     *
     * @param hexes what the names of the anchors have of digests; without those that keep a child
     *     of another index that stays, too
     * @param keys the tags whose entries know of it
     */
    record Release(Digest digest, List<String> hexes, List<TagKey> keys) implements Step {
      public Release {
        hexes = List.copyOf(hexes);
        keys = List.copyOf(keys);
      }
    }
  }

  /**
   * The steps, for all entries of the repository that know of anchors.
   *
   * @param keeps whether setting and policy still ask for anchors: else nothing counts as used
   */
  List<Step> steps(List<TagEntry> entries, Predicate<TagEntry> keeps) {
    List<Step> steps = new ArrayList<>();
    Map<Digest, List<TagKey>> over = new LinkedHashMap<>();
    for (TagEntry entry : entries) {
      boolean isKept = keeps.test(entry);
      List<KeptDigest> unused =
          entry.kept().stream().filter(one -> !isKept || !isUsed(one)).toList();
      for (KeptDigest one : entry.kept()) {
        if (!unused.contains(one)) {
          inUse(one, entry).ifPresent(steps::add);
        } else if (owner.isPresent()) {
          boolean surplus = unused.indexOf(one) < unused.size() - MOST_UNUSED;
          if (surplus || one.isOver(now.minus(grace))) {
            over.computeIfAbsent(one.digest(), _ -> new ArrayList<>()).add(entry.key());
          } else if (one.unusedSince().isEmpty()) {
            steps.add(new Step.Mark(entry.key(), one.digest()));
          }
        }
      }
    }
    // One tag keeps a digest for all entries: the last of them decides.
    over.entrySet().stream()
        .filter(
            each ->
                entries.stream()
                    .filter(entry -> needs(entry, each.getKey()))
                    .map(TagEntry::key)
                    .allMatch(each.getValue()::contains))
        .filter(each -> entries.stream().noneMatch(entry -> entry.owesAnchor(each.getKey())))
        .forEach(
            each ->
                steps.add(
                    new Step.Release(
                        each.getKey(), anchors(each.getKey(), entries), each.getValue())));
    return List.copyOf(steps);
  }

  /** Those of a digest that no other one needs. Two indexes may list the same child. */
  private static List<String> anchors(Digest digest, List<TagEntry> entries) {
    Set<String> hexes = new LinkedHashSet<>();
    Set<String> needed = new HashSet<>();
    entries.stream()
        .flatMap(entry -> entry.kept().stream())
        .forEach(one -> (one.digest().equals(digest) ? hexes : needed).addAll(one.hexes()));
    hexes.removeAll(needed);
    return List.copyOf(hexes);
  }

  private Optional<Step> inUse(KeptDigest one, TagEntry entry) {
    if (entry.owesAnchor(one.digest())) {
      return Optional.empty();
    }
    if (one.refused().isPresent()) {
      return Optional.of(new Step.Retry(entry.key(), one.digest()));
    }
    boolean missing =
        one.hexes().stream()
            .map(hex -> AnchorTag.of(hex, owner))
            .anyMatch(anchor -> listed.filter(tags -> !tags.contains(anchor)).isPresent());
    return missing || one.unusedSince().isPresent()
        ? Optional.of(new Step.Demand(entry.key(), one.digest()))
        : Optional.empty();
  }

  private boolean isUsed(KeptDigest one) {
    return used.stream()
        .anyMatch(
            running ->
                running.equals(one.digest())
                    // A kubelet may tell the child of an index that it runs.
                    || one.children().contains(AnchorTag.hex(running)));
  }

  private static boolean needs(TagEntry entry, Digest digest) {
    return entry.kept(digest).filter(one -> one.refused().isEmpty()).isPresent();
  }
}
