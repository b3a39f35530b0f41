package dev.tagfast.intake;

import dev.tagfast.InHand;
import java.time.Duration;
import java.util.Optional;

/** The way of a notification without the container: to a pipeline, and to no broker. */
final class Ways {
  /** Nobody is in a hurry. */
  static final Duration LONG = Duration.ofMinutes(1);

  private Ways() {}

  static Notifications to(AddressBook addresses, DeletedTags deleted, RecordingPipeline pipeline) {
    return new Notifications(
        addresses,
        deleted,
        pipeline,
        new Deliveries(pipeline, new InHand()),
        new Forwarding((event, origin, hop, within) -> Optional.of("there is no sink")));
  }
}
