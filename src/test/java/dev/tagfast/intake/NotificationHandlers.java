package dev.tagfast.intake;

import dev.tagfast.intake.delivery.DeletedTags;
import dev.tagfast.intake.delivery.EventDelivery;
import dev.tagfast.intake.delivery.Forwarding;
import dev.tagfast.intake.delivery.RepeatedRequests;
import dev.tagfast.intake.source.TagLocator;
import dev.tagfast.intake.webhook.NotificationHandler;
import dev.tagfast.lifecycle.WorkInFlight;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** The way of a notification without the container: to a pipeline, and to no broker. */
public final class NotificationHandlers {
  /** Nobody is in a hurry. */
  public static final Duration LONG = Duration.ofMinutes(1);

  private NotificationHandlers() {}

  public static NotificationHandler to(
      TagLocator locator, DeletedTags deleted, RecordingPipeline pipeline) {
    RepeatedRequests repeats = new RepeatedRequests(InstantSource.system());
    return new NotificationHandler(
        locator,
        deleted,
        pipeline,
        new EventDelivery(pipeline, new WorkInFlight(), repeats),
        new Forwarding((event, origin, hop, within) -> Optional.of("there is no sink"), repeats));
  }
}
