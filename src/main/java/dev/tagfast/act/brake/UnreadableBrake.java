package dev.tagfast.act.brake;

import dev.tagfast.image.Sentence;

/** A brake that is not understood. It must not count as none, so it stops what it is about. */
final class UnreadableBrake extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param how to write it
   */
  UnreadableBrake(BrakeNote note, String how) {
    super(Sentence.of(note.quoted() + ", which is not understood") + " " + Sentence.of(how));
  }
}
