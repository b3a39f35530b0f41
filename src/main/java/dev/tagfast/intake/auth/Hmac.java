package dev.tagfast.intake.auth;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An HMAC of a body (RFC 2104), the signature of a webhook. */
public enum Hmac {
  SHA256("HmacSHA256", "sha256="),
  /** Nexus signs with SHA-1 only. HMAC does not need a hash that resists collisions. */
  SHA1("HmacSHA1", "sha1=");

  private final String algorithm;
  private final String prefix;

  Hmac(String algorithm, String prefix) {
    this.algorithm = algorithm;
    this.prefix = prefix;
  }

  /**
   * Whether a header value is the signature of the body.
   *
   * @param signature hexadecimal in any case, with or without the prefix, for example {@code
   *     sha256=}
   */
  boolean verifies(byte[] body, byte[] secret, String signature) {
    String text = signature.strip().toLowerCase(Locale.ROOT);
    String hex = text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    try {
      // isEqual takes constant time for values of one length; values of different lengths never
      // match.
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
