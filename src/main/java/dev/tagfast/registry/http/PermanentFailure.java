package dev.tagfast.registry.http;

import dev.tagfast.registry.RegistryAnswer;

/** Asking again would not help: the question's answer is {@link RegistryAnswer.Denied}. */
public final class PermanentFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final String why;

  /**
   * @param message continues "HEAD registry/repository:tag", which is put before it; it says what
   *     to do and holds no secret
   */
  public PermanentFailure(String message) {
    super(message);
    this.why = message;
  }

  /** The message, which always is there. */
  public String why() {
    return why;
  }
}
