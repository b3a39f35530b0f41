package dev.tagfast.breaker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A set whose members leave it after a while. Thread-safe.
 *
 * @param <T> few different values: nothing else bounds it
 */
public final class RememberedForAWhile<T> {
  private final Duration time;
  private final InstantSource clock;
  private final Map<T, Instant> until = new ConcurrentHashMap<>();

  /** An empty one. */
  public RememberedForAWhile(Duration time, InstantSource clock) {
    this.time = time;
    this.clock = clock;
  }

  /** Whether it is still in it. */
  public boolean contains(T member) {
    Instant end = until.get(member);
    return end != null && clock.instant().isBefore(end);
  }

  /**
   * Adds a member, if it is not in it.
   *
   * @return whether it was not
   */
  public boolean add(T member) {
    if (contains(member)) {
      return false;
    }
    until.put(member, clock.instant().plus(time));
    return true;
  }
}
