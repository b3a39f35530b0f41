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
 * A cache of one value, which is fetched on demand and kept for a limited time.
 *
 * <p>Callers that arrive during a fetch wait for it and share its result, including a failure.
 * After a failure the next caller fetches again. An expired value is never returned.
 *
 * @param <T> the value
 */
final class TimedCache<T> {
  private final InstantSource clock;
  private final Duration maxAge;
  private final Supplier<T> fetch;
  private final AtomicReference<@Nullable Fetch<T>> last = new AtomicReference<>();

  private record Fetch<T>(Instant startedAt, CompletableFuture<T> outcome) {}

  /**
   * Creates an empty cache.
   *
   * @param maxAge how long a value is valid, counted from the start of its fetch
   * @param fetch fetches the value; its exceptions are thrown to the callers
   */
  TimedCache(InstantSource clock, Duration maxAge, Supplier<T> fetch) {
    this.clock = clock;
    this.maxAge = maxAge;
    this.fetch = fetch;
  }

  /**
   * The value: the cached one, or the result of a running or a new fetch. Blocks until it is there.
   *
   * @throws RuntimeException the failure of the fetch
   */
  T get() {
    while (true) {
      Instant now = clock.instant();
      Fetch<T> known = last.get();
      if (known != null && isUsable(known, now)) {
        return outcomeOf(known);
      }
      Fetch<T> own = new Fetch<>(now, new CompletableFuture<>());
      if (last.compareAndSet(known, own)) {
        run(own);
        return outcomeOf(own);
      }
    }
  }

  /** Drops the value: the next caller fetches, also where a fetch is running now. */
  void forget() {
    last.set(null);
  }

  private boolean isUsable(Fetch<T> known, Instant now) {
    boolean isRunning = !known.outcome().isDone();
    boolean isFresh =
        !known.outcome().isCompletedExceptionally() && now.isBefore(known.startedAt().plus(maxAge));
    return isRunning || isFresh;
  }

  private void run(Fetch<T> own) {
    try {
      own.outcome().complete(fetch.get());
    } catch (RuntimeException | Error e) {
      // Any failure ends the fetch: a fetch that never ends would block every later caller.
      own.outcome().completeExceptionally(e);
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
