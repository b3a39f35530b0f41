package dev.tagfast.intake.auth;

/** The result of authenticating a caller. */
public sealed interface AuthenticationResult {
  /** The caller is authenticated. */
  record Authenticated() implements AuthenticationResult {}

  /**
   * The caller is not authenticated (401).
   *
   * @param detail a sentence for the caller's operator: what is expected, and where; contains no
   *     secret
   */
  record Denied(String detail) implements AuthenticationResult {}

  /**
   * The caller could not be authenticated, because the issuer's keys are unavailable (503).
   *
   * @param detail what happened and what to do
   */
  record KeysUnavailable(String detail) implements AuthenticationResult {}
}
