package dev.tagfast.intake.auth;

import java.io.IOException;

/** Asks an issuer for its keys. */
interface KeyFetcher {
  /**
   * The JSON Web Key Set, as text.
   *
   * @throws IOException if it cannot be had; its message may be shown
   */
  String get(TokenRules.Keys keys) throws IOException;
}
