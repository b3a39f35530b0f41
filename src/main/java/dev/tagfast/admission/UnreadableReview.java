package dev.tagfast.admission;

/** What was sent is no review that can be answered. The message says what is wrong with it. */
public final class UnreadableReview extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableReview(String message) {
    super(message);
  }
}
