package dev.tagfast.breaker;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Remembers places that failed several times in a row, so that each further attempt does not cost a
 * whole time-out. After a while one attempt is let through; its result decides.
 */
public final class CircuitBreaker {
  private final int failures;
  private final Duration open;
  private final LongSupplier nanos;
  private final Map<String, State> places = new ConcurrentHashMap<>();

  /**
   * @param failures so many in a row open it
   * @param open how long nothing is let through then
   * @param nanos a clock that never goes back, as {@link System#nanoTime}
   */
  public CircuitBreaker(int failures, Duration open, LongSupplier nanos) {
    this.failures = failures;
    this.open = open;
    this.nanos = nanos;
  }

  /**
   * @param failures in a row
   * @param since when the last one failed, or an attempt was let through to try
   */
  private record State(int failures, long since) {}

  /**
   * How long this place is left alone; empty: an attempt may be made, and its result must be told.
   */
  public Optional<Duration> leftAlone(String place) {
    Optional<State> tripped =
        Optional.ofNullable(places.get(place)).filter(state -> state.failures() >= failures);
    if (tripped.isEmpty()) {
      return Optional.empty();
    }
    State state = tripped.get();
    long now = nanos.getAsLong();
    Duration left = open.minusNanos(now - state.since());
    boolean mayTry =
        !left.isPositive() && places.replace(place, state, new State(state.failures(), now));
    return mayTry ? Optional.empty() : Optional.of(left.isPositive() ? left : open);
  }

  /** The place answered. */
  public void succeeded(String place) {
    places.remove(place);
  }

  /** The place did not answer. */
  public void failed(String place) {
    places.merge(
        place,
        new State(1, nanos.getAsLong()),
        (known, first) -> new State(known.failures() + 1, first.since()));
  }

  /** The place kept us waiting and did not answer: the next attempt would wait as long. */
  public void silent(String place) {
    places.put(place, new State(failures, nanos.getAsLong()));
  }

  /**
   * The attempt that was let through was not made, which says nothing of the place: the next one
   * may be made at once.
   */
  public void untried(String place) {
    places.computeIfPresent(
        place,
        (_, known) ->
            known.failures() < failures
                ? known
                : new State(known.failures(), nanos.getAsLong() - open.toNanos()));
  }
}
