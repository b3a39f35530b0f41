package dev.tagfast.intake.auth;

import java.util.List;

/** The method by which a door authenticates its callers, parsed from its settings. */
public sealed interface AuthenticationMethod {
  /** Rejects every caller: the events door until its authentication is set. */
  record Closed() implements AuthenticationMethod {}

  /** Trusts every caller that reaches the door. */
  record Open() implements AuthenticationMethod {}

  /**
   * A header carries the secret: as its whole value, as a {@code Bearer} token, or as the {@code
   * Basic} password or the whole decoded {@code Basic} value.
   */
  record ByHeader(String header, Secrets secrets) implements AuthenticationMethod {}

  /**
   * A header carries the HMAC of the body in hexadecimal, with or without the algorithm's name
   * before it.
   *
   * @param headers any one of these headers is enough
   */
  record BySignature(Hmac hmac, List<String> headers, Secrets secrets)
      implements AuthenticationMethod {
    public BySignature {
      headers = List.copyOf(headers);
    }
  }

  /** The path ends with the secret. */
  record ByPath(Secrets secrets) implements AuthenticationMethod {}

  /** A query parameter carries the secret. */
  record ByQuery(String parameter, Secrets secrets) implements AuthenticationMethod {}

  /** {@code Authorization: Bearer} carries an OpenID Connect token that an issuer signed. */
  record ByToken(TokenRules rules) implements AuthenticationMethod {}
}
