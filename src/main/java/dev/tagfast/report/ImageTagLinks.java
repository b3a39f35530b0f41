package dev.tagfast.report;

import dev.tagfast.image.TagKey;
import java.util.Optional;

/** Where the {@code ImageTag} of a tag is to be found, so that people can be told what to type. */
@FunctionalInterface
public interface ImageTagLinks {
  /** The object that a tag is kept in, whether it exists yet or not; empty: the ledger has none. */
  Optional<ImageTagObject> of(TagKey key);

  /** The name of an {@code ImageTag}. */
  record ImageTagObject(String namespace, String name) {}
}
