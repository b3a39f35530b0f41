package dev.tagfast.decide;

import dev.tagfast.image.Sha256;
import dev.tagfast.image.TagKey;

/**
 * Computes the id of a report. A repeated report has the same id, so a receiver can recognise it.
 * The id depends on what is reported, never on the event, the process or the clock.
 */
public final class ReportId {
  private static final int BYTES = 16;

  private ReportId() {}

  /**
   * The first 32 hex digits of a SHA-256 over the arguments.
   *
   * @param generation of the ledger's entry: from A to B, back to A and to B again are two
   *     overwrites
   * @param about distinguishes reports of one kind and generation: a reason or a workload
   */
  public static String of(TagKey key, long generation, ReportKind kind, String about) {
    // No part can contain a line feed, so two different reports never give the same text.
    String text = String.join("\n", key.toString(), Long.toString(generation), kind.type(), about);
    return Sha256.hex(text, BYTES);
  }
}
