package dev.tagfast.registry.http;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Asks again where that may help. The pauses double and are jittered, so that many functions that
 * met the same hiccup do not come back together.
 *
 * @param attempts in all
 * @param pause sleeps; a test only counts
 */
public record Retries(int attempts, Pause pause) {
  /** A {@code Retry-After} up to this is waited for; with a longer one the sender comes back. */
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

  /** Waits. */
  @FunctionalInterface
  public interface Pause {
    void sleep(Duration duration) throws InterruptedException;
  }

  /** One try. */
  @FunctionalInterface
  public interface Attempt<T> {
    public T run() throws RetryableFailure, PermanentFailure;
  }

  /**
   * @throws RetryableFailure the last one; its message also says how often was asked
   */
  public <T> T run(Attempt<T> attempt, Deadline deadline)
      throws RetryableFailure, PermanentFailure {
    for (int made = 1; ; made++) {
      try {
        return attempt.run();
      } catch (RetryableFailure e) {
        Duration wait = e.retryAfter().orElse(backOff(made));
        boolean tooLong = wait.compareTo(LONGEST_PAUSE) > 0 || !deadline.allows(wait);
        if (made >= attempts || tooLong || !slept(wait)) {
          throw new RetryableFailure(e.why() + times(made), e.retryAfter());
        }
      }
    }
  }

  private boolean slept(Duration wait) {
    try {
      pause.sleep(wait);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Duration backOff(int made) {
    long ceiling =
        Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(made - 1, 10));
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(ceiling / 2, ceiling + 1));
  }

  private static String times(int made) {
    return made == 1 ? "" : " (asked " + made + " times)";
  }

  /** Whether a later try may be answered otherwise. */
  public static boolean worthwhile(int status) {
    return status == 429 || status == 408 || status >= 500;
  }
}
