package dev.tagfast.intake.cloudevents;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.ImageEvent;
import java.util.Optional;

/** What a CloudEvent asks Tagfast to do. */
public sealed interface EventCommand {
  /**
   * Check a tag, or the tags that a delete may have removed. The event is Tagfast's own ({@code
   * dev.tagfast.image.*}) or a registry's.
   */
  record CheckTags(ImageEvent event) implements EventCommand {}

  /** Check all followed tags ({@code dev.tagfast.reconcile}). */
  record Reconcile() implements EventCommand {}

  /**
   * A tag that must not be looked up. The event is authentic, so it is acknowledged.
   *
   * @param host the registry that it names
   * @param image how it names the tag
   */
  record Refused(Optional<String> host, String image, Reason reason) implements EventCommand {}

  /** Returns the same command for a dead letter, which no broker repeats. */
  default EventCommand asDeadLetter() {
    return switch (this) {
      case CheckTags(ImageEvent event) -> new CheckTags(event.asDeadLetter());
      case Reconcile _, Refused _ -> this;
    };
  }
}
