package dev.tagfast.registry;

/** Asking again would not help: the question's answer is {@link RegistryAnswer.Denied}. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message continues "HEAD registry/repository:tag" and says what to do; no secrets
   */
  Refusal(String message) {
    super(message);
  }
}
