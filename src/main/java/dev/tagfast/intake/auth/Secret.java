package dev.tagfast.intake.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/** A secret that is shared with a caller. */
final class Secret {
  private static final Pattern LINE_BREAKS_AT_END = Pattern.compile("[\\r\\n]+\\z");

  private final byte[] text;
  private final byte[] hash;

  /**
   * Keeps a secret.
   *
   * @param text the secret, not blank
   * @throws IllegalArgumentException if it is blank
   */
  Secret(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a secret must not be blank");
    }
    this.text = text.getBytes(StandardCharsets.UTF_8);
    this.hash = hash(this.text);
  }

  /**
   * The secret of a setting: as typed, without line breaks at its end, because {@code kubectl
   * create secret --from-file} often adds one. A header carries no blanks at its ends (RFC 9110,
   * 5.5).
   */
  static String text(String typed, boolean isHeader) {
    return isHeader ? typed.strip() : LINE_BREAKS_AT_END.matcher(typed).replaceFirst("");
  }

  /**
   * Whether the presented text is this secret. It compares hashes, which have one length, so the
   * time of a comparison reveals nothing.
   */
  boolean matches(String presented) {
    return MessageDigest.isEqual(hash, hash(presented.getBytes(StandardCharsets.UTF_8)));
  }

  /** Whether the signature of the body was made with this secret. */
  boolean verifies(Hmac hmac, byte[] body, String signature) {
    return hmac.verifies(body, text, signature);
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
