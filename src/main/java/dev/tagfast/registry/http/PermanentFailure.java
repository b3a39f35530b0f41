package dev.tagfast.registry.http;

import dev.tagfast.registry.RegistryAnswer;

/** A failure that another attempt would not change; it becomes a {@link RegistryAnswer.Denied}. */
public final class PermanentFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final String why;

  /**
   * @param message continues the sentence "HEAD registry/repository:tag" and says what to do; no
   *     secrets
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
