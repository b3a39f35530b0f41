package dev.tagfast.intake;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.PushEvent;

/** What a CloudEvent asks for. */
sealed interface EventOrder {
  /** The {@link PushEvent#source} of everything that comes in by the events door. */
  String SOURCE = "events";

  /** Look at a tag: ours, {@code dev.tagfast.image.pushed}, or a registry's own event. */
  record Look(PushEvent event) implements EventOrder {}

  /** Look at all followed tags ({@code dev.tagfast.reconcile}). */
  record Reconcile() implements EventOrder {}

  /** A tag that may not be looked at; authentic, so it is acknowledged. */
  record Refused(String repository, Reason reason) implements EventOrder {}

  /** The same, for who has it for the last time. */
  default EventOrder asDeadLetter() {
    return switch (this) {
      case Look(PushEvent event) -> new Look(event.asDeadLetter());
      case Reconcile _, Refused _ -> this;
    };
  }
}
