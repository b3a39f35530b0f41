package dev.tagfast.reconcile;

import dev.tagfast.image.TagKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The order in which the tags of one registry are looked at. */
final class ReconcileOrder {
  private ReconcileOrder() {}

  /**
   * Unfinished tags first; of each kind those that follow the cursor, and then those before it.
   *
   * @param cursor the tag that was looked at last
   */
  static List<TagKey> of(List<TagKey> tags, Set<TagKey> unfinished, Optional<TagKey> cursor) {
    List<TagKey> ordered = new ArrayList<>(tags);
    ordered.sort(Comparator.comparing(TagKey::toString));
    cursor
        .map(TagKey::toString)
        .ifPresent(
            last -> {
              long upToCursor =
                  ordered.stream().filter(key -> key.toString().compareTo(last) <= 0).count();
              Collections.rotate(ordered, -Math.toIntExact(upToCursor));
            });
    ordered.sort(Comparator.comparing(key -> !unfinished.contains(key)));
    return List.copyOf(ordered);
  }
}
