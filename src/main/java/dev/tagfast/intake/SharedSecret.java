package dev.tagfast.intake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * A secret that a caller sends along in a header. Only its hash is kept, and hashes are compared:
 * they are of one length, so the time of a comparison tells nothing of the secret.
 */
final class SharedSecret {
  private static final String BEARER = "Bearer ";

  private final String header;
  private final byte[] hash;

  /**
   * @param header where it is looked for
   * @param secret not blank
   */
  SharedSecret(String header, String secret) {
    if (secret.isBlank()) {
      throw new IllegalArgumentException("a secret must not be blank");
    }
    this.header = header;
    this.hash = hash(secret);
  }

  /** The header that carries it. */
  String header() {
    return header;
  }

  /** Whether one of these values is the secret, as a whole or after {@code Bearer }. */
  boolean isIn(List<String> values) {
    boolean found = false;
    for (String value : values) {
      found |= MessageDigest.isEqual(hash, hash(value));
      if (value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
        found |= MessageDigest.isEqual(hash, hash(value.substring(BEARER.length()).strip()));
      }
    }
    return found;
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "secret in " + header;
  }
}
