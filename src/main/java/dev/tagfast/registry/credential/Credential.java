package dev.tagfast.registry.credential;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What we show to a registry. Its text form never shows the secret. */
public sealed interface Credential {
  /**
   * User and password; the password may contain colons, the user none (RFC 7617).
   *
   * @param user never empty
   */
  record UserAndPassword(String user, String password) implements Credential {
    /** The value of an {@code Authorization} header. */
    public String header() {
      byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
      return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    @Override
    public String toString() {
      return "UserAndPassword[" + user + "]";
    }
  }

  /** A refresh token of a docker config ({@code identitytoken}): good for a token realm alone. */
  record IdentityToken(String refreshToken) implements Credential {
    @Override
    public String toString() {
      return "IdentityToken[]";
    }
  }
}
