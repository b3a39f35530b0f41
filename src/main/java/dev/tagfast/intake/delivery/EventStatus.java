package dev.tagfast.intake.delivery;

import dev.tagfast.report.Outcome;

/** What had become of an event when its sender had to be answered. */
public sealed interface EventStatus {
  /** All of it is done. */
  record Done(Outcome outcome) implements EventStatus {}

  /**
   * What it demands is recorded and is being done.
   *
   * @param soFar without what comes of acting
   */
  record InProgress(Outcome soFar) implements EventStatus {}

  /** It was handed to the broker, or with {@code explain} would be. */
  record Forwarded() implements EventStatus {}
}
