package dev.tagfast.report.http;

/** What a POST came to. */
public sealed interface PostResult {
  /** The place answered. */
  record Status(int code) implements PostResult {
    /** Whether it took what was sent. */
    public boolean isTaken() {
      return code >= 200 && code < 300;
    }

    /** Whether the same request may be taken later (RFC 9110: 408 and 5xx; RFC 6585: 429). */
    public boolean isTemporary() {
      return code == 408 || code == 429 || code >= 500;
    }
  }

  /**
   * It did not answer.
   *
   * @param why in words, without the URL
   */
  record NoAnswer(String why) implements PostResult {}
}
