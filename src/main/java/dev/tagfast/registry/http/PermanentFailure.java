package dev.tagfast.registry.http;

import dev.tagfast.registry.RegistryAnswer;

/** Asking again would not help: the question's answer is {@link RegistryAnswer.Denied}. */
public final class PermanentFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message continues "HEAD registry/repository:tag" and says what to do; no secrets
   */
  public PermanentFailure(String message) {
    super(message);
  }
}
