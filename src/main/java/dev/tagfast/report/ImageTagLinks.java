package dev.tagfast.report;

import dev.tagfast.image.TagKey;
import java.util.Optional;

/** Finds the {@code ImageTag} object of a tag, so that a report can name it in a command. */
@FunctionalInterface
public interface ImageTagLinks {
  /**
   * The object that stores the tag, whether it exists yet or not; empty if the ledger has no such
   * objects.
   */
  Optional<ImageTagObject> of(TagKey key);

  /** Namespace and name of an {@code ImageTag}. */
  record ImageTagObject(String namespace, String name) {}
}
