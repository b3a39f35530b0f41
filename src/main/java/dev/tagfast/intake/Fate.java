package dev.tagfast.intake;

import dev.tagfast.report.Outcome;

/** What had become of an event when its sender had to be answered. */
sealed interface Fate {
  /** All of it is done. */
  record Done(Outcome outcome) implements Fate {}

  /**
   * What it demands is recorded and is being done.
   *
   * @param soFar without what comes of acting
   */
  record InHand(Outcome soFar) implements Fate {}

  /** It was handed to the broker, or with {@code explain} would be. */
  record Forwarded() implements Fate {}
}
