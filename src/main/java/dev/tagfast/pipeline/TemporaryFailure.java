package dev.tagfast.pipeline;

import dev.tagfast.image.Sentence;
import java.time.Duration;

/**
 * The ledger, the API server or the registry could not be asked. The event is not acknowledged (503
 * with {@code Retry-After}), and its sender sends it again. The next delivery finishes what is half
 * done.
 */
public final class TemporaryFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  /**
   * @param message what could not be asked, and what to do; no secrets
   * @param retryAfter how long to wait before trying again
   */
  public TemporaryFailure(String message, Duration retryAfter, Throwable cause) {
    super(Sentence.of(message), cause);
    this.retryAfter = retryAfter;
  }

  /** Wraps a failure of another step. Its message is already meant for people. */
  public static TemporaryFailure because(RuntimeException cause, Duration retryAfter) {
    return new TemporaryFailure(String.valueOf(cause.getMessage()), retryAfter, cause);
  }

  /** A failure that is an answer, so it has no cause. */
  public TemporaryFailure(String message, Duration retryAfter) {
    super(Sentence.of(message));
    this.retryAfter = retryAfter;
  }

  /** How long to wait before trying again. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
