package dev.tagfast.decide;

import dev.tagfast.image.Sha256;
import dev.tagfast.image.TagKey;

/**
 * The id of a report: the same at every repeat, so that a receiver can tell one. It depends on what
 * is reported and never on the event, the process or the clock.
 */
public final class ReportId {
  private static final int BYTES = 16;

  private ReportId() {}

  /**
   * The first 32 hex digits of a SHA-256.
   *
   * @param generation of the ledger's entry: A to B, back to A and to B again are two overwrites
   * @param about what tells reports of one kind and generation apart: a reason, a workload
   */
  public static String of(TagKey key, long generation, ReportKind kind, String about) {
    // None of the parts can hold a line feed, so no two reports run together into one text.
    String text = String.join("\n", key.toString(), Long.toString(generation), kind.type(), about);
    return Sha256.hex(text, BYTES);
  }
}
