package dev.tagfast.registry.http;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Repeats an attempt while that may help. The pauses double and are jittered, so that many
 * functions with the same failure do not return together.
 *
 * @param attempts how many at most
 * @param pause sleeps; a test only counts
 */
public record Retries(int attempts, Pause pause) {
  /**
   * The longest {@code Retry-After} that is waited for; after a longer one the sender of the event
   * tries again.
   */
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

  @FunctionalInterface
  public interface Pause {
    void sleep(Duration duration) throws InterruptedException;
  }

  @FunctionalInterface
  public interface Attempt<T> {
    public T run() throws RetryableFailure, PermanentFailure;
  }

  /**
   * Runs the attempt until it succeeds, fails permanently, or may not be repeated.
   *
   * @throws RetryableFailure the last one; its message also says how many attempts there were
   */
  public <T> T run(Attempt<T> attempt, Deadline deadline)
      throws RetryableFailure, PermanentFailure {
    for (int attemptsMade = 1; ; attemptsMade++) {
      try {
        return attempt.run();
      } catch (RetryableFailure e) {
        Duration wait = e.retryAfter().orElse(backOff(attemptsMade));
        boolean tooLong = wait.compareTo(LONGEST_PAUSE) > 0 || !deadline.allows(wait);
        if (attemptsMade >= attempts || tooLong || !slept(wait)) {
          throw new RetryableFailure(e.why() + times(attemptsMade), e.advice(), e.retryAfter());
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

  private static Duration backOff(int attemptsMade) {
    long ceiling =
        Math.min(
            LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(attemptsMade - 1, 10));
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(ceiling / 2, ceiling + 1));
  }

  private static String times(int attemptsMade) {
    return attemptsMade == 1 ? "" : " (asked " + attemptsMade + " times)";
  }

  /** Whether a later attempt may get another status. */
  public static boolean isRetryable(int status) {
    return status == 429 || status == 408 || status >= 500;
  }
}
