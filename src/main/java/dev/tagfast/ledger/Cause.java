package dev.tagfast.ledger;

import dev.tagfast.image.PushEvent;
import java.util.Optional;

/**
 * What made us look: enough to tell a person later who did it.
 *
 * @param source the configured source's name, {@code events} or {@code reconcile}
 * @param eventId the sender's id
 * @param actor who pushed, as the registry says; outside text, cleaned
 */
public record Cause(String source, Optional<String> eventId, Optional<String> actor) {
  /** The event's. */
  public static Cause of(PushEvent event) {
    return new Cause(event.source(), event.id(), event.actor());
  }
}
