package dev.tagfast.ledger;

import dev.tagfast.image.Digest;
import dev.tagfast.resolve.Sighting;
import java.util.Optional;

/** What is new: the sighting held against the ledger. */
public sealed interface Observation {
  /** Never seen before. */
  record FirstSeen(Digest digest) implements Observation {}

  /** As it was; for a tombstone: still gone. */
  record Unchanged(Optional<Digest> digest) implements Observation {}

  /** It shows a digest that it never showed, as far as the history reaches. */
  record Moved(Optional<Digest> from, Digest to) implements Observation {}

  /** Back to a digest that it showed earlier. */
  record Returned(Optional<Digest> from, Digest to) implements Observation {}

  /** It was there and is gone. */
  record Deleted(Digest last) implements Observation {}

  /** The registry refuses to show it, or a dead letter found it away. */
  record Withheld() implements Observation {}

  /** It is not there, and never was as far as we know. */
  record Absent() implements Observation {}

  /** The word for it in answers and logs: promised there, so no class name decides it. */
  default String word() {
    return switch (this) {
      case FirstSeen _ -> "firstSeen";
      case Unchanged _ -> "unchanged";
      case Moved _ -> "moved";
      case Returned _ -> "returned";
      case Deleted _ -> "deleted";
      case Withheld _ -> "withheld";
      case Absent _ -> "absent";
    };
  }

  /** Holds what was seen against what is known. */
  static Observation of(Optional<TagEntry> entry, Sighting sighting) {
    Optional<Digest> before = entry.flatMap(TagEntry::seen);
    return switch (sighting) {
      case Sighting.Gone _ ->
          before
              .<Observation>map(Deleted::new)
              .orElseGet(
                  () ->
                      entry.filter(known -> known.moves() > 0).isPresent()
                          ? new Unchanged(Optional.empty())
                          : new Absent());
      case Sighting.Withheld _, Sighting.Unreadable _, Sighting.Unreached _ -> new Withheld();
      case Sighting.Seen(Digest now, _, _) -> {
        if (before.filter(now::equals).isPresent()) {
          yield new Unchanged(before);
        }
        if (entry.filter(known -> known.moves() > 0).isEmpty()) {
          yield new FirstSeen(now);
        }
        yield entry.filter(known -> known.hasSeen(now)).isPresent()
            ? new Returned(before, now)
            : new Moved(before, now);
      }
    };
  }
}
