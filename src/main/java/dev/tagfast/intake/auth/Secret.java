package dev.tagfast.intake.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A secret that is shared with a caller. */
final class Secret {
  private final byte[] text;
  private final byte[] hash;

  /**
   * @param text not blank
   */
  Secret(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a secret must not be blank");
    }
    this.text = text.getBytes(StandardCharsets.UTF_8);
    this.hash = hash(this.text);
  }

  /**
   * Whether it is this. Hashes are compared: they are of one length, so the time of a comparison
   * tells nothing of the secret.
   */
  boolean is(String said) {
    return MessageDigest.isEqual(hash, hash(said.getBytes(StandardCharsets.UTF_8)));
  }

  /** Whether a signature was made with this. */
  boolean signed(Hmac hmac, byte[] body, String signature) {
    return hmac.signs(body, text, signature);
  }

  private static byte[] hash(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "a secret";
  }
}
