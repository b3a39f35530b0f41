package dev.tagfast.manifest;

import dev.tagfast.image.Digest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Computes digests of content. */
public final class ContentDigest {
  private ContentDigest() {}

  /** The {@code sha256:} digest of these bytes. */
  public static Digest sha256(byte[] bytes) {
    return hash("sha256", bytes);
  }

  /** Whether this is the digest of these bytes. */
  public static boolean matches(Digest digest, byte[] bytes) {
    return hash(digest.value().substring(0, digest.value().indexOf(':')), bytes).equals(digest);
  }

  private static Digest hash(String algorithm, byte[] bytes) {
    String javaAlgorithm = algorithm.equals("sha512") ? "SHA-512" : "SHA-256";
    try {
      byte[] hash = MessageDigest.getInstance(javaAlgorithm).digest(bytes);
      return new Digest(algorithm + ":" + HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + javaAlgorithm, e);
    }
  }
}
