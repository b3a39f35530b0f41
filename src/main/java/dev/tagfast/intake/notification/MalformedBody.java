package dev.tagfast.intake.notification;

/**
 * Thrown when a body does not have the format that its sender declares, so nothing in it can be
 * read (400).
 */
public final class MalformedBody extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Refuses a body.
   *
   * @param message what is wrong and where; outside text in it is cleaned
   */
  public MalformedBody(String message) {
    super(message, null, false, false);
  }
}
