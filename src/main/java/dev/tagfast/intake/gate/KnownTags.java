package dev.tagfast.intake.gate;

import dev.tagfast.image.TagKey;
import java.util.LinkedHashMap;

/**
 * Tags that lately had an entry in the ledger. It is a guess at the cheapest order of questions,
 * and never an answer: another process may have added or removed the entry.
 */
final class KnownTags {
  private static final int MOST = 10_000;

  private final LinkedHashMap<TagKey, Boolean> latest = new LinkedHashMap<>(16, 0.75f, true);

  synchronized boolean contains(TagKey key) {
    return latest.get(key) != null;
  }

  synchronized void add(TagKey key) {
    latest.put(key, true);
    if (latest.size() > MOST) {
      latest.pollFirstEntry();
    }
  }
}
