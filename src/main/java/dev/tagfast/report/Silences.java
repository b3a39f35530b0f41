package dev.tagfast.report;

import dev.tagfast.image.TagKey;
import java.time.Instant;
import java.util.Optional;

/** Knows of which tags people do not want to be told for a while. */
@FunctionalInterface
public interface Silences {
  /** Until when nobody is told of this tag by message; empty: it is not silenced. */
  Optional<Instant> until(TagKey key);
}
