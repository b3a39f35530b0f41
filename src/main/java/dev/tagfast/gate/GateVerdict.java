package dev.tagfast.gate;

import dev.tagfast.settings.Settings;

/** What the gate does with a push of one tag, or with a delete. */
public sealed interface GateVerdict {
  /** It goes on to the registry. */
  record Pass() implements GateVerdict {}

  /**
   * It is the first image of a protected tag. It goes on once the ledger has reserved the tag for
   * it: of two first pushes at once, the compare-and-set lets one win.
   */
  record PassFirst() implements GateVerdict {}

  /**
   * It goes on, and the answer carries a warning.
   *
   * @param warning one line for a person
   */
  record PassWithWarning(String warning) implements GateVerdict {}

  /**
   * The tag is reserved for another push that is under way. What becomes of that one decides.
   *
   * @param message one line for a person, for when it does not end in time
   * @param guarded the same without a digest
   */
  record Wait(String message, String guarded) implements GateVerdict {}

  /**
   * The registry does not see it.
   *
   * @param message one line for a person: the tag, its accepted digest, and how to approve
   * @param guarded the same without a digest, for a caller whom the registry does not show the tag
   */
  record Refuse(String message, String guarded) implements GateVerdict {}

  /**
   * Ledger, policies or registry could not be asked.
   *
   * @param why one line for a person
   */
  record CouldNotAsk(String why) implements GateVerdict {
    /** What follows from it, by the setting of the registry. */
    public GateVerdict resolved(Settings.FailureMode setting, String what) {
      return switch (setting) {
        case CLOSED -> {
          String message = what + ": Tagfast could not check it, so it was not passed on. " + why;
          yield new Refuse(message, message);
        }
        case OPEN -> new PassWithWarning(what + " was passed on unchecked. " + why);
      };
    }
  }
}
