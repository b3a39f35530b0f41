package dev.tagfast.intake;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.ImageEvent;
import dev.tagfast.intake.dialect.DialectEntry;
import dev.tagfast.intake.dialect.Notification;
import java.util.Optional;

/**
 * One thing found in a request, and what may be done about it.
 *
 * @param entry as its sender tells it
 * @param from what it was found in
 * @param registry as it is shown
 * @param repository as it is shown
 * @param matter whether it is one for us
 */
record Found(
    DialectEntry entry,
    Notification from,
    Optional<String> registry,
    Optional<String> repository,
    Matter matter) {
  /** What is to be handled or handed on; absent where it is ignored or refused. */
  Optional<ImageEvent> event() {
    return matter instanceof Matter.Ours(ImageEvent event) ? Optional.of(event) : Optional.empty();
  }

  /** Why it goes no further although it is not ignored. */
  Optional<Reason> refused() {
    return matter instanceof Matter.Refused(Reason why) ? Optional.of(why) : Optional.empty();
  }

  /** The same, which goes no further. */
  Found refused(Reason why) {
    return new Found(entry, from, registry, repository, new Matter.Refused(why));
  }
}
