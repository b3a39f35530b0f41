package dev.tagfast.intake.auth;

import java.util.List;

/** How a door knows its callers, parsed. */
public sealed interface AuthenticationMethod {
  /** It knows nobody, until it is configured. */
  record Closed() implements AuthenticationMethod {}

  /** Everybody who can reach it is trusted. */
  record Open() implements AuthenticationMethod {}

  /**
   * A header carries a secret: as its whole value, or as {@code Bearer} or {@code Basic} have it.
   */
  record ByHeader(String header, Secrets secrets) implements AuthenticationMethod {}

  /**
   * A header carries the HMAC of the body in hexadecimal, with or without the algorithm's name.
   *
   * @param headers any of these
   */
  record BySignature(Hmac hmac, List<String> headers, Secrets secrets)
      implements AuthenticationMethod {
    /** Copies the list. */
    public BySignature {
      headers = List.copyOf(headers);
    }
  }

  /** The path ends with a secret. */
  record ByPath(Secrets secrets) implements AuthenticationMethod {}

  /** A query parameter carries a secret. */
  record ByQuery(String parameter, Secrets secrets) implements AuthenticationMethod {}

  /** {@code Authorization: Bearer} carries a token that an issuer signed. */
  record ByToken(TokenRules rules) implements AuthenticationMethod {}
}
