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
  private static final Lifetime FAILURE =
      new Lifetime(Duration.ofSeconds(1), Duration.ofSeconds(1));

  private final CompletableFuture<TagFacts> facts;
  private final AtomicBoolean recorded = new AtomicBoolean();
  private final AtomicBoolean refreshed = new AtomicBoolean();
  private volatile @Nullable Instant freshUntil;
  private volatile @Nullable Instant goodUntil;

  /**
   * @param start begins it; the facts may come at any time, or a failure
   * @param life how long they count
   */
  Lookup(
      Supplier<CompletableFuture<TagFacts>> start,
      Function<TagFacts, Lifetime> life,
      InstantSource clock) {
    facts =
        start
            .get()
            .whenComplete(
                (found, _) -> {
                  Lifetime its = found == null ? FAILURE : life.apply(found);
                  Instant now = clock.instant();
                  freshUntil = now.plus(its.fresh());
                  goodUntil = now.plus(its.good());
                });
  }

  /**
   * How long facts count.
   *
   * @param fresh after this they are asked for again, while they still count: no review waits for
   *     what others ask all the time
   * @param good after this they do not count
   */
  record Lifetime(Duration fresh, Duration good) {}

  /** Whether others may share it. */
  boolean isGood(Instant now) {
    Instant end = goodUntil;
    return end == null || now.isBefore(end);
  }

  /** Whether the caller is the first that finds it no longer fresh, and is to ask again. */
  boolean isFirstToRefresh(Instant now) {
    Instant end = freshUntil;
    return end != null && !now.isBefore(end) && refreshed.compareAndSet(false, true);
  }

  /** Asking again brought nothing: the next caller tries. */
  void mayBeRefreshedAgain() {
    refreshed.set(false);
  }

  CompletableFuture<TagFacts> facts() {
    return facts;
  }

  /** Whether the caller is the first that wants it recorded. */
  boolean isFirstToRecord() {
    return recorded.compareAndSet(false, true);
  }
}
