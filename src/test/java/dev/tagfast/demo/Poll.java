package dev.tagfast.demo;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition, never for a time. */
public final class Poll {
  /** How often is asked. */
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Poll() {}

  /**
   * Asks until it holds or the patience is at its end. A condition that throws does not hold yet:
   * who is asked may be starting.
   *
   * @return whether it held
   */
  public static boolean until(Duration patience, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      if (holds(condition)) {
        return true;
      }
      if (System.nanoTime() > end) {
        return false;
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  private static boolean holds(BooleanSupplier condition) {
    try {
      return condition.getAsBoolean();
    } catch (RuntimeException notYet) {
      return false;
    }
  }
}
