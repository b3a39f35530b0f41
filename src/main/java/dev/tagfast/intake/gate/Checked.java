package dev.tagfast.intake.gate;

import dev.tagfast.gate.Reservation;
import dev.tagfast.image.TagKey;
import dev.tagfast.registry.forward.ForwardResult.Answered;
import java.util.Optional;

/** What came of a check. */
sealed interface Checked {
  /**
   * It may go on.
   *
   * @param reservation of the tag; empty: it needs none
   * @param warning one line for a person
   */
  record Passes(Optional<Reservation> reservation, Optional<String> warning) implements Checked {
    /** Without reservation and warning. */
    static final Passes FREELY = new Passes(Optional.empty(), Optional.empty());
  }

  /**
   * It does not go on.
   *
   * @param word why, for metrics
   * @param unknown a tag that the registry shows and the ledger does not know: without an entry
   *     nobody could approve the push
   */
  record Refused(Answered answer, String word, Optional<TagKey> unknown) implements Checked {}
}
