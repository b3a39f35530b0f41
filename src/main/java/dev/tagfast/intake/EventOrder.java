package dev.tagfast.intake;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.ImageEvent;

/** What a CloudEvent asks for. */
sealed interface EventOrder {
  /** The {@link ImageEvent#source} of everything that comes in by the events door. */
  String SOURCE = "events";

  /**
   * Look at a tag, or at those that went with a delete: ours, {@code dev.tagfast.image.*}, or a
   * registry's own event.
   */
  record Look(ImageEvent event) implements EventOrder {}

  /** Look at all followed tags ({@code dev.tagfast.reconcile}). */
  record Reconcile() implements EventOrder {}

  /** A tag that may not be looked at; authentic, so it is acknowledged. */
  record Refused(String repository, Reason reason) implements EventOrder {}

  /** The same, for who has it for the last time. */
  default EventOrder asDeadLetter() {
    return switch (this) {
      case Look(ImageEvent event) -> new Look(event.asDeadLetter());
      case Reconcile _, Refused _ -> this;
    };
  }
}
