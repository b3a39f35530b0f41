package dev.tagfast.ledger;

import dev.tagfast.image.PushEvent;
import java.util.Optional;

/**
 * The event behind a change, so that a person can later tell who caused it.
 *
 * @param source the name of the configured source, {@code events}, {@code reconcile} or {@code
 *     person}
 * @param eventId the sender's id of the event
 * @param actor who pushed, as the registry says, or who accepted; untrusted text, cleaned
 */
public record Cause(String source, Optional<String> eventId, Optional<String> actor) {
  /** The cause that a person is. */
  public static Cause of(Acceptance acceptance) {
    return new Cause(PushEvent.PERSON, Optional.empty(), acceptance.by());
  }

  /** Whether a person accepted it, rather than somebody pushed. */
  public boolean isPerson() {
    return source.equals(PushEvent.PERSON);
  }

  /** The cause that this event is. */
  public static Cause of(PushEvent event) {
    return new Cause(event.source(), event.id(), event.actor());
  }
}
