package dev.tagfast.act.rollout;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Move;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.manifest.Platform;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the ledger knows of the tag, for who brings its subscribers somewhere.
 *
 * @param entry empty: nothing is known
 */
public record TargetPast(Optional<TagEntry> entry) {
  /** Nothing. */
  public static final TargetPast NONE = new TargetPast(Optional.empty());

  /** The reasons of moves that made a digest the accepted one. */
  private static final Set<String> ACCEPTING =
      Set.of(
          Reason.FIRST_SEEN.word(),
          Reason.TAG_MOVED.word(),
          Reason.PROVEN_BY_EVENT.word(),
          Reason.ACCEPTED_BY_PERSON.word());

  /** When the accepted digest became that; empty: unknown. */
  Optional<Instant> since() {
    return entry.flatMap(TagEntry::accepted).map(AcceptedDigest::at);
  }

  /** The digests that the tag is known to have shown, or that were said of it. */
  Set<Digest> known() {
    return entry.map(TagEntry::knownDigests).orElse(Set.of());
  }

  /** The generation of the entry under which it is rolled out. */
  public long generation() {
    return entry.map(TagEntry::generation).orElse(0L);
  }

  /** Whether the tag showed the digest. */
  boolean hasShown(Digest digest) {
    return entry.filter(known -> known.hasSeen(digest)).isPresent();
  }

  /** Whether no workload may be brought to the digest. */
  boolean isQuarantined(Digest digest) {
    return entry.filter(known -> known.isQuarantined(digest)).isPresent();
  }

  /** What an index has children for; empty: it is none, or it does not say. */
  Set<Platform> platforms(Digest index) {
    return entry.flatMap(known -> known.manifests().facts(index)).stream()
        .flatMap(facts -> facts.children().stream())
        .map(child -> child.normalized().platform())
        .filter(platform -> !platform.isUnknown())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The digests that were accepted after the first of these and before the other: whoever goes from
   * one to the other skips them. Only those within the history that the ledger keeps are known.
   *
   * @param from what Tagfast brought the container to last; not known any more: nobody can say
   */
  List<Digest> skipped(Digest from, Digest to) {
    List<Digest> accepted = accepted();
    int last = accepted.lastIndexOf(from);
    if (last < 0) {
      return List.of();
    }
    Set<Digest> between = new LinkedHashSet<>(accepted.subList(last + 1, accepted.size()));
    between.remove(to);
    return List.copyOf(between);
  }

  /** Those that were the accepted digest once, oldest first. */
  private List<Digest> accepted() {
    return entry.stream()
        .flatMap(known -> known.history().stream())
        .filter(move -> ACCEPTING.contains(move.reason()))
        .map(Move::to)
        .flatMap(Optional::stream)
        .filter(digest -> !isQuarantined(digest))
        .toList();
  }
}
