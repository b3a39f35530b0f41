package dev.tagfast.ledger;

import dev.tagfast.image.Digest;
import dev.tagfast.resolve.Sighting;
import java.util.Optional;

/** What is new: the difference between a sighting and the ledger. */
public sealed interface Observation {
  /** The tag was never seen before. */
  record FirstSeen(Digest digest) implements Observation {}

  /** The tag shows what it showed before; for a tombstone, it is still absent. */
  record Unchanged(Optional<Digest> digest) implements Observation {}

  /** The tag shows a digest that is not in its history. */
  record Moved(Optional<Digest> from, Digest to) implements Observation {}

  /** The tag shows a digest that it showed earlier. */
  record Returned(Optional<Digest> from, Digest to) implements Observation {}

  /** The tag existed and is deleted. */
  record Deleted(Digest last) implements Observation {}

  /** The registry refuses to show the tag, or did not answer for a dead letter. */
  record Withheld() implements Observation {}

  /** The tag does not exist, and was never seen. */
  record Absent() implements Observation {}

  /**
   * The word used in answers and logs. It is a public contract, so it is not derived from the class
   * name.
   */
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

  /** Compares the sighting with the entry. */
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
