package dev.tagfast.registry.http;

import java.time.Duration;

/**
 * When a question has to be given up, whatever it is waiting for: redirects, a token, a body that
 * trickles in. Without it a slow registry would hold a delivery longer than its sender waits.
 *
 * @param nanos on {@link System#nanoTime}
 */
public record Deadline(long nanos) {
  public static Deadline in(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  boolean passed() {
    return System.nanoTime() - nanos >= 0;
  }

  /** Whether this long a pause would end in time. */
  boolean allows(Duration pause) {
    return System.nanoTime() + pause.toNanos() - nanos < 0;
  }
}
