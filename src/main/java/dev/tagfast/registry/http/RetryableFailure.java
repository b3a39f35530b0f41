package dev.tagfast.registry.http;

import dev.tagfast.registry.RegistryAnswer;
import java.time.Duration;
import java.util.Optional;

/**
 * A failure that another attempt may change. {@link Retries} makes the attempts; after the last one
 * it becomes a {@link RegistryAnswer.Unavailable}.
 */
public final class RetryableFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final String why;
  private final String advice;

  @SuppressWarnings("serial") // never serialised
  private final Optional<Duration> retryAfter;

  /**
   * @param message continues the sentence "HEAD registry/repository:tag", e.g. "answered 503"; no
   *     secrets
   * @param retryAfter what the registry asked for, if it did
   */
  public RetryableFailure(String message, Optional<Duration> retryAfter) {
    this(message, "", retryAfter);
  }

  /**
   * @param advice what to do, in sentences of their own
   */
  public RetryableFailure(String message, String advice, Optional<Duration> retryAfter) {
    super(message);
    this.why = message;
    this.advice = advice;
    this.retryAfter = retryAfter;
  }

  public Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /** What to do, in sentences of their own; empty where waiting is all. */
  public String advice() {
    return advice;
  }

  /** The message, which always is there. */
  public String why() {
    return why;
  }
}
