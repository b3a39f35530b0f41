package dev.tagfast.intake.cloudevents;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.ImageEvent;

/** What a CloudEvent asks for. */
public sealed interface EventCommand {
  /**
   * Look at a tag, or at those that went with a delete: ours, {@code dev.tagfast.image.*}, or a
   * registry's own event.
   */
  record Look(ImageEvent event) implements EventCommand {}

  /** Look at all followed tags ({@code dev.tagfast.reconcile}). */
  record Reconcile() implements EventCommand {}

  /** A tag that may not be looked at; authentic, so it is acknowledged. */
  record Refused(String repository, Reason reason) implements EventCommand {}

  /** The same, for who has it for the last time. */
  default EventCommand asDeadLetter() {
    return switch (this) {
      case Look(ImageEvent event) -> new Look(event.asDeadLetter());
      case Reconcile _, Refused _ -> this;
    };
  }
}
