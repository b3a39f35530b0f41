package dev.tagfast.ledger;

import dev.tagfast.image.PushEvent;
import java.util.Optional;

/**
 * The event behind a change, so that a person can later tell who caused it.
 *
 * @param source the name of the configured source, {@code events} or {@code reconcile}
 * @param eventId the sender's id of the event
 * @param actor who pushed, as the registry says; untrusted text, cleaned
 */
public record Cause(String source, Optional<String> eventId, Optional<String> actor) {
  /** The cause that this event is. */
  public static Cause of(PushEvent event) {
    return new Cause(event.source(), event.id(), event.actor());
  }
}
