package dev.tagfast.pipeline;

import java.time.Duration;

/**
 * The ledger, the API server or the registry could not be asked: the event is not acknowledged (503
 * with Retry-After), its sender sends it again, and nothing is half done that the next delivery
 * would not finish.
 */
public final class TemporaryFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  /**
   * @param message what could not be asked and what to do; no secrets
   * @param retryAfter when it is worth trying again
   */
  public TemporaryFailure(String message, Duration retryAfter, Throwable cause) {
    super(message, cause);
    this.retryAfter = retryAfter;
  }

  /** Because of another folder's "could not ask", whose message is for people already. */
  public static TemporaryFailure because(RuntimeException cause, Duration retryAfter) {
    return new TemporaryFailure(String.valueOf(cause.getMessage()), retryAfter, cause);
  }

  /** Without a cause: somebody answered, and the answer was no. */
  public TemporaryFailure(String message, Duration retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  /** When it is worth trying again. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
