package dev.tagfast.intake;

import dev.tagfast.image.PushEvent;
import dev.tagfast.image.TagKey;
import dev.tagfast.intake.dialect.DialectEntry;

/** What a registry told, as the pipeline takes it. */
final class PushEvents {
  private PushEvents() {}

  /**
   * An entry that is not ignored, about a tag that may be looked at.
   *
   * @param source name of the source, or of the events door
   */
  static PushEvent of(DialectEntry entry, TagKey key, String source) {
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
}
