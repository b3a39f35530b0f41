package dev.tagfast.intake.source;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.ImageEvent;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.NotificationEntry;
import java.util.Optional;

/**
 * An entry and its relevance.
 *
 * @param entry as its sender describes it
 * @param from the notification that contains it
 * @param registry the display name of the registry
 * @param repository the display name of the repository
 * @param relevance whether it is handled, refused or ignored
 */
public record ClassifiedEntry(
    NotificationEntry entry,
    Notification from,
    Optional<String> registry,
    Optional<String> repository,
    Relevance relevance) {
  /** Returns the event to handle or to forward; absent if the entry is ignored or refused. */
  public Optional<ImageEvent> event() {
    return relevance instanceof Relevance.Relevant(ImageEvent event)
        ? Optional.of(event)
        : Optional.empty();
  }

  /** Returns why the entry is refused. */
  public Optional<Reason> refused() {
    return relevance instanceof Relevance.Refused(Reason reason)
        ? Optional.of(reason)
        : Optional.empty();
  }

  /** Returns the same entry as refused. */
  public ClassifiedEntry refused(Reason reason) {
    return new ClassifiedEntry(entry, from, registry, repository, new Relevance.Refused(reason));
  }
}
