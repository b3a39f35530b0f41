package dev.tagfast.act.rollout;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Move;
import dev.tagfast.ledger.TagEntry;
import java.time.Instant;
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
 */
public record TargetPast(Optional<Instant> since, Set<Digest> known, List<Digest> accepted) {
  /** Nothing. */
  public static final TargetPast NONE = new TargetPast(Optional.empty(), Set.of(), List.of());

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
            .toList());
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
