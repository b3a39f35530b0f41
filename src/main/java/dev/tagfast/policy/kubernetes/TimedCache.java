package dev.tagfast.policy.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is fetched when it is needed and not older than some time. Callers that come while
 * it is fetched wait for that one fetch and share its outcome, failure included; after a failure
 * the next caller fetches anew, and an old value is never given out.
 *
 * @param <T> the value
 */
final class TimedCache<T> {
  private final InstantSource clock;
  private final Duration goodFor;
  private final Supplier<T> fetch;
  private final AtomicReference<@Nullable Fetch<T>> last = new AtomicReference<>();

  private record Fetch<T>(Instant startedAt, CompletableFuture<T> outcome) {}

  /**
   * @param goodFor counted from the start of a fetch
   * @param fetch what it throws, the callers are thrown
   */
  TimedCache(InstantSource clock, Duration goodFor, Supplier<T> fetch) {
    this.clock = clock;
    this.goodFor = goodFor;
    this.fetch = fetch;
  }

  T get() {
    while (true) {
      Instant now = clock.instant();
      Fetch<T> known = last.get();
      if (known != null && isUsable(known, now)) {
        return outcomeOf(known);
      }
      Fetch<T> mine = new Fetch<>(now, new CompletableFuture<>());
      if (last.compareAndSet(known, mine)) {
        carryOut(mine);
        return outcomeOf(mine);
      }
    }
  }

  private boolean isUsable(Fetch<T> known, Instant now) {
    boolean isUnderWay = !known.outcome().isDone();
    boolean isGood =
        !known.outcome().isCompletedExceptionally()
            && now.isBefore(known.startedAt().plus(goodFor));
    return isUnderWay || isGood;
  }

  private void carryOut(Fetch<T> mine) {
    try {
      mine.outcome().complete(fetch.get());
    } catch (RuntimeException | Error e) {
      // Whatever it is: a fetch that never ends would hold every later caller.
      mine.outcome().completeExceptionally(e);
    }
  }

  private static <T> T outcomeOf(Fetch<T> done) {
    try {
      return done.outcome().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
