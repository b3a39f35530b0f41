package dev.tagfast.intake.delivery;

import dev.tagfast.report.Outcome;

/** The status of an event when its sender is answered. */
public sealed interface EventStatus {
  /** The event is handled completely. */
  record Done(Outcome outcome) implements EventStatus {}

  /**
   * The intents of the event are recorded and are being executed.
   *
   * @param soFar the outcome without the results of the intents
   */
  record InProgress(Outcome soFar) implements EventStatus {}

  /** The event was handed to the broker; with {@code explain}, it would be. */
  record Forwarded() implements EventStatus {}
}
