package dev.tagfast.decide;

import dev.tagfast.image.TagKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The id of a report: the same at every repeat, so that a receiver can tell one (DESIGN, "State").
 */
public final class ReportId {
  private ReportId() {}

  /**
   * 32 hex digits.
   *
   * @param generation of the ledger's entry
   * @param about what tells reports of one kind and generation apart: a workload, a reason; may be
   *     empty
   */
  public static String of(TagKey key, long generation, ReportKind kind, String about) {
    String text = String.join("|", key.toString(), Long.toString(generation), kind.type(), about);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
