package dev.tagfast.intake.delivery;

import java.time.Duration;

/**
 * When a request has to be answered.
 *
 * @param nanos on {@link System#nanoTime}
 * @param within how long that is after its arrival, for people
 */
public record AnswerDeadline(long nanos, Duration within) {
  private static final long NANOS_OF_A_MILLISECOND = 1_000_000;

  /** Of a request that arrives now. */
  public static AnswerDeadline in(Duration within) {
    return new AnswerDeadline(System.nanoTime() + within.toNanos(), within);
  }

  /** How long is left in whole milliseconds, one at the least: zero means for ever to some. */
  Duration left() {
    return Duration.ofMillis(Math.max(1, (nanos - System.nanoTime()) / NANOS_OF_A_MILLISECOND));
  }

  /** Whether it is too late. */
  boolean passed() {
    return System.nanoTime() - nanos >= 0;
  }
}
