package dev.tagfast.intake.source;

import dev.tagfast.image.ImageEvent;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.Repository;
import dev.tagfast.image.TagKey;
import dev.tagfast.image.UntaggedDelete;
import dev.tagfast.intake.notification.NotificationEntry;

/** What a registry told, as everything behind the doors takes it. */
final class ImageEventFactory {
  private ImageEventFactory() {}

  /** An entry that is not ignored, about a tag that may be looked at. */
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

  /** A delete without a tag, in a repository that may be looked at. */
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
