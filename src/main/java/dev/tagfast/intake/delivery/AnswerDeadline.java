package dev.tagfast.intake.delivery;

import java.time.Duration;

/**
 * The time by which a request must be answered.
 *
 * @param nanos the time on the clock of {@link System#nanoTime}
 * @param within the time from its arrival to the deadline, for messages
 */
public record AnswerDeadline(long nanos, Duration within) {
  private static final long NANOS_PER_MILLISECOND = 1_000_000;

  /** The deadline of a request that arrives now. */
  public static AnswerDeadline in(Duration within) {
    return new AnswerDeadline(System.nanoTime() + within.toNanos(), within);
  }

  /**
   * Returns the remaining time in whole milliseconds, at least one: some callees read zero as "no
   * limit".
   */
  Duration remaining() {
    return Duration.ofMillis(Math.max(1, (nanos - System.nanoTime()) / NANOS_PER_MILLISECOND));
  }

  boolean passed() {
    return System.nanoTime() - nanos >= 0;
  }
}
