package dev.tagfast.model.world;

import dev.tagfast.image.Digest;
import dev.tagfast.image.PushEvent;
import dev.tagfast.model.history.ModelTag;
import dev.tagfast.model.history.Step;
import java.util.Optional;

/** The events that a registry sends, as the intake would hand them on. */
final class Events {
  private Events() {}

  static PushEvent of(Step.Arrives step) {
    return event(PushEvent.Action.PUSH, step.tag(), Optional.of(step.image().digest()), step.id());
  }

  static PushEvent of(Step.ArrivesBare step) {
    return event(PushEvent.Action.PUSH, step.tag(), Optional.empty(), step.id());
  }

  static PushEvent of(Step.DeleteArrives step) {
    return event(PushEvent.Action.DELETE, step.tag(), Optional.empty(), 0);
  }

  private static PushEvent event(
      PushEvent.Action action, ModelTag tag, Optional<Digest> digest, int id) {
    return new PushEvent(
        action,
        tag.key(),
        digest,
        Optional.empty(),
        id == 0 ? Optional.empty() : Optional.of("event-" + id),
        Optional.of("mario"),
        Optional.empty(),
        "hub");
  }
}
