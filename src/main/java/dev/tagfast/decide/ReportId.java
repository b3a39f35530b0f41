package dev.tagfast.decide;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Sha256;
import dev.tagfast.ledger.TagEntry;
import java.util.Optional;

/**
 * Computes the id of a report. A repeated report has the same id, so a receiver can recognise it.
 * The id depends on what is reported, never on the process or the clock.
 */
public final class ReportId {
  private static final int BYTES = 16;

  private ReportId() {}

  /**
   * The first 32 hex digits of a SHA-256 over the arguments and the identity of the entry: after a
   * reset of the ledger nothing has an id that was used before.
   *
   * @param generation of the ledger's entry: from A to B, back to A and to B again are two
   *     overwrites. Zero where {@code about} alone tells one occurrence from another
   * @param about distinguishes reports of one kind and generation: a reason or a workload
   */
  public static String of(
      TagEntry entry,
      long generation,
      ReportKind kind,
      Optional<Digest> from,
      Optional<Digest> to,
      String about) {
    // No part can contain a line feed, so two different reports never give the same text.
    String text =
        String.join(
            "\n",
            entry.key().toString(),
            entry.firstSeen().toString(),
            Long.toString(generation),
            kind.type(),
            from.map(Digest::value).orElse(""),
            to.map(Digest::value).orElse(""),
            about);
    return Sha256.hex(text, BYTES);
  }
}
