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

  @SuppressWarnings("serial") // never serialised
  private final Optional<Duration> retryAfter;

  /**
   * @param message continues the sentence "HEAD registry/repository:tag", e.g. "answered 503"; no
   *     secrets
   * @param retryAfter what the registry asked for, if it did
   */
  public RetryableFailure(String message, Optional<Duration> retryAfter) {
    super(message);
    this.why = message;
    this.retryAfter = retryAfter;
  }

  public Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /** The message, which always is there. */
  public String why() {
    return why;
  }
}
