package dev.tagfast.image;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Makes short names for long texts by SHA-256. */
public final class Sha256 {
  private Sha256() {}

  /**
   * The first bytes of a text's SHA-256, in hex.
   *
   * @param bytes the number of bytes, from 1 to 32; each is two hex digits
   */
  public static String hex(String text, int bytes) {
    return HexFormat.of().formatHex(sum(text), 0, bytes);
  }

  private static byte[] sum(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
