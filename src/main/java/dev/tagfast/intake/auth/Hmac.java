package dev.tagfast.intake.auth;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A keyed hash of a body (RFC 2104), as webhooks are signed. */
public enum Hmac {
  SHA256("HmacSHA256", "sha256="),
  /** Only because Nexus signs so; HMAC does not need SHA-1 to resist collisions. */
  SHA1("HmacSHA1", "sha1=");

  private final String algorithm;
  private final String prefix;

  Hmac(String algorithm, String prefix) {
    this.algorithm = algorithm;
    this.prefix = prefix;
  }

  /**
   * Whether a header's value is the signature of a body.
   *
   * @param said hexadecimal in any case, with or without {@code sha256=} before it
   */
  boolean signs(byte[] body, byte[] secret, String said) {
    String text = said.strip().toLowerCase(Locale.ROOT);
    String hex = text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    try {
      // Of one length, or the comparison fails; the time that takes tells nothing of the rest.
      return MessageDigest.isEqual(of(body, secret), HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException e) {
      return false; // Not hexadecimal.
    }
  }

  private byte[] of(byte[] body, byte[] secret) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret, algorithm));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
