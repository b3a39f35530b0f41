package dev.tagfast.manifest;

import dev.tagfast.image.Digest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests of bytes. */
public final class ContentDigest {
  private ContentDigest() {}

  public static Digest sha256(byte[] bytes) {
    return hash("sha256", bytes);
  }

  /** Whether the digest names these bytes. */
  public static boolean matches(Digest digest, byte[] bytes) {
    return hash(digest.value().substring(0, digest.value().indexOf(':')), bytes).equals(digest);
  }

  private static Digest hash(String algorithm, byte[] bytes) {
    String javaName = algorithm.equals("sha512") ? "SHA-512" : "SHA-256";
    try {
      byte[] hash = MessageDigest.getInstance(javaName).digest(bytes);
      return new Digest(algorithm + ":" + HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + javaName, e);
    }
  }
}
