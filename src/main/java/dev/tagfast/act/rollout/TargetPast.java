package dev.tagfast.act.rollout;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Move;
import dev.tagfast.ledger.TagEntry;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the ledger knows of the digests before the accepted one.
 *
 * @param since when the accepted digest became that; empty: unknown
 * @param known the digests that the tag is known to have shown
 * @param accepted those that were the accepted digest once, oldest first, within the history that
 *     the ledger keeps
 * @param generation of the entry under which it is rolled out
 * @param shown digests that the tag showed
 * @param quarantined digests that no workload may be brought to
 */
public record TargetPast(
    Optional<Instant> since,
    Set<Digest> known,
    List<Digest> accepted,
    long generation,
    Set<Digest> shown,
    Set<Digest> quarantined) {
  /** Nothing. */
  public static final TargetPast NONE =
      new TargetPast(Optional.empty(), Set.of(), List.of(), 0, Set.of(), Set.of());

  /** The reasons of moves that made a digest the accepted one. */
  private static final Set<String> ACCEPTING =
      Set.of(
          Reason.FIRST_SEEN.word(),
          Reason.TAG_MOVED.word(),
          Reason.PROVEN_BY_EVENT.word(),
          Reason.ACCEPTED_BY_PERSON.word());

  /** Copies the collections. */
  public TargetPast {
    known = Set.copyOf(known);
    accepted = List.copyOf(accepted);
    shown = Set.copyOf(shown);
    quarantined = Set.copyOf(quarantined);
  }

  static TargetPast of(TagEntry entry) {
    return new TargetPast(
        entry.accepted().map(AcceptedDigest::at),
        entry.knownDigests(),
        entry.history().stream()
            .filter(move -> ACCEPTING.contains(move.reason()))
            .map(Move::to)
            .flatMap(Optional::stream)
            .filter(digest -> !entry.isQuarantined(digest))
            .toList(),
        entry.generation(),
        shown(entry),
        quarantined(entry));
  }

  private static Set<Digest> shown(TagEntry entry) {
    Set<Digest> shown = new HashSet<>();
    entry.seen().ifPresent(shown::add);
    entry
        .history()
        .forEach(
            move -> {
              move.from().ifPresent(shown::add);
              move.to().ifPresent(shown::add);
            });
    return shown;
  }

  private static Set<Digest> quarantined(TagEntry entry) {
    Set<Digest> barred = new HashSet<>(entry.quarantined());
    entry.quarantined().forEach(index -> barred.addAll(entry.manifests().alike(index)));
    barred.removeIf(digest -> !entry.isQuarantined(digest));
    return barred;
  }

  /**
   * The digests that were accepted after the first of these and before the other: whoever goes from
   * one to the other skips them.
   *
   * @param from what Tagfast brought the container to last; not known any more: nobody can say
   */
  List<Digest> skipped(Digest from, Digest to) {
    int last = accepted.lastIndexOf(from);
    if (last < 0) {
      return List.of();
    }
    Set<Digest> between = new LinkedHashSet<>(accepted.subList(last + 1, accepted.size()));
    between.remove(to);
    return List.copyOf(between);
  }
}
