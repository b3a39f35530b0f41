package dev.tagfast.registry.credential;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A credential for a registry. Its text form never shows the secret. */
public sealed interface Credential {
  /**
   * User and password. The password may contain colons, the user may not (RFC 7617).
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

  /** A refresh token of a docker config ({@code identitytoken}). Only a token realm accepts it. */
  record IdentityToken(String refreshToken) implements Credential {
    @Override
    public String toString() {
      return "IdentityToken[]";
    }
  }
}
