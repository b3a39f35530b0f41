package dev.tagfast.intake.source;

import dev.tagfast.image.ImageEvent;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.Repository;
import dev.tagfast.image.TagKey;
import dev.tagfast.image.UntaggedDelete;
import dev.tagfast.intake.notification.NotificationEntry;

/** Makes the events that the pipeline handles from a sender's entries. */
final class ImageEventFactory {
  private ImageEventFactory() {}

  /**
   * Makes the event of an entry that is not ignored, about a tag that is in scope.
   *
   * @throws IllegalArgumentException if the action is neither push nor delete
   */
  static ImageEvent ofTag(NotificationEntry entry, TagKey key, String source) {
    PushEvent.Action action =
        switch (entry.action()) {
          case PUSH -> PushEvent.Action.PUSH;
          case DELETE -> PushEvent.Action.DELETE;
          case OTHER -> throw new IllegalArgumentException("ignored before: " + entry);
        };
    return new PushEvent(
        action,
        key,
        entry.digest(),
        entry.mediaType(),
        entry.id(),
        entry.actor(),
        entry.pushedAt(),
        source);
  }

  /** Makes the event of a delete without a tag, in a repository that is in scope. */
  static ImageEvent ofDelete(NotificationEntry entry, Repository repository, String source) {
    return new UntaggedDelete(
        repository,
        entry.digest(),
        entry.mediaType(),
        entry.id(),
        entry.actor(),
        entry.pushedAt(),
        source);
  }
}
