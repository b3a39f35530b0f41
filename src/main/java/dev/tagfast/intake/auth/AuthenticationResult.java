package dev.tagfast.intake.auth;

/** Whether a caller may come in. */
public sealed interface AuthenticationResult {
  /** It is known. */
  record Admitted() implements AuthenticationResult {}

  /**
   * It is not (401).
   *
   * @param detail a sentence for its operator: what is expected where; tells nothing of a secret
   */
  record Denied(String detail) implements AuthenticationResult {}

  /**
   * Nobody knows, because the issuer's keys could not be asked for (503).
   *
   * @param detail what happened and what to do
   */
  record CouldNotAsk(String detail) implements AuthenticationResult {}
}
