package dev.tagfast.intake.notification;

/** The body is not what its sender says it is: nothing in it can be understood (400). */
public final class MalformedBody extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong and where, outside text in it cleaned
   */
  public MalformedBody(String message) {
    super(message, null, false, false);
  }
}
