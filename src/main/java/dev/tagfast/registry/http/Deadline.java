package dev.tagfast.registry.http;

import java.time.Duration;

/**
 * The time at which a question is given up, whatever it waits for: redirects, a token, a slow body.
 * Without it a slow registry would hold a delivery longer than its sender waits.
 *
 * @param nanos on {@link System#nanoTime}
 */
public record Deadline(long nanos) {
  /** The deadline that is this far in the future. */
  public static Deadline in(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  boolean passed() {
    return System.nanoTime() - nanos >= 0;
  }

  /** Whether a pause of this length would end before the deadline. */
  boolean allows(Duration pause) {
    return System.nanoTime() + pause.toNanos() - nanos < 0;
  }
}
