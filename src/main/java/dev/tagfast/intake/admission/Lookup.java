package dev.tagfast.intake.admission;

import dev.tagfast.admission.TagFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One look-up, for all reviews that wait for it and those that come a moment later. */
final class Lookup {
  /** What failed is asked again soon, and not by each of a thousand pods. */
  private static final Duration FAILURE = Duration.ofSeconds(1);

  private final CompletableFuture<TagFacts> facts;
  private final AtomicBoolean recorded = new AtomicBoolean();
  private volatile @Nullable Instant until;

  /**
   * @param start begins it; the facts may come at any time, or a failure
   * @param goodFor how long they count
   */
  Lookup(
      Supplier<CompletableFuture<TagFacts>> start,
      Function<TagFacts, Duration> goodFor,
      InstantSource clock) {
    facts =
        start
            .get()
            .whenComplete(
                (found, _) ->
                    until = clock.instant().plus(found == null ? FAILURE : goodFor.apply(found)));
  }

  /** Whether others may share it. */
  boolean isGood(Instant now) {
    Instant end = until;
    return end == null || now.isBefore(end);
  }

  CompletableFuture<TagFacts> facts() {
    return facts;
  }

  /** Whether the caller is the first that wants it recorded. */
  boolean isFirstToRecord() {
    return recorded.compareAndSet(false, true);
  }
}
