package dev.tagfast.intake.source;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.ImageEvent;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.NotificationEntry;
import java.util.Optional;

/**
 * One thing found in a request, and what may be done about it.
 *
 * @param entry as its sender tells it
 * @param from what it was found in
 * @param registry as it is shown
 * @param repository as it is shown
 * @param relevance whether it is one for us
 */
public record ClassifiedEntry(
    NotificationEntry entry,
    Notification from,
    Optional<String> registry,
    Optional<String> repository,
    Relevance relevance) {
  /** What is to be handled or handed on; absent where it is ignored or refused. */
  public Optional<ImageEvent> event() {
    return relevance instanceof Relevance.Ours(ImageEvent event)
        ? Optional.of(event)
        : Optional.empty();
  }

  /** Why it goes no further although it is not ignored. */
  public Optional<Reason> refused() {
    return relevance instanceof Relevance.Refused(Reason why) ? Optional.of(why) : Optional.empty();
  }

  /** The same, which goes no further. */
  public ClassifiedEntry refused(Reason why) {
    return new ClassifiedEntry(entry, from, registry, repository, new Relevance.Refused(why));
  }
}
