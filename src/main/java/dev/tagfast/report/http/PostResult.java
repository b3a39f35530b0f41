package dev.tagfast.report.http;

import java.time.Duration;
import java.util.Optional;

/** The result of a POST. */
public sealed interface PostResult {
  /**
   * The receiver answered.
   *
   * @param code the HTTP status
   * @param retryAfter how long it asks to be left alone
   */
  record Status(int code, Optional<Duration> retryAfter) implements PostResult {
    /** An answer that asks for no pause. */
    public Status(int code) {
      this(code, Optional.empty());
    }

    /** Whether the receiver took the request (2xx). */
    public boolean isTaken() {
      return code >= 200 && code < 300;
    }

    /** Whether a repeat may succeed later (RFC 9110: 408 and 5xx; RFC 6585: 429). */
    public boolean isTemporary() {
      return code == 408 || code == 429 || code >= 500;
    }
  }

  /**
   * The receiver did not answer.
   *
   * @param why the cause, without the URL
   */
  record NoAnswer(String why) implements PostResult {}
}
