package dev.tagfast.policy;

/** The policies could not be read. Nothing is decided without them. */
public final class PolicyUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what was asked of whom, and what to do
   */
  public PolicyUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
