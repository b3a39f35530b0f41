package dev.tagfast.intake.auth;

import java.io.IOException;

/** Fetches the keys of an issuer. */
interface KeyFetcher {
  /**
   * Returns the JSON Web Key Set as text.
   *
   * @throws IOException if it cannot be fetched; its message contains no secret
   */
  String get(TokenRules.Keys keys) throws IOException;
}
