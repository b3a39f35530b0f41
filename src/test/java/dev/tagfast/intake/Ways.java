package dev.tagfast.intake;

import dev.tagfast.InHand;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** The way of a notification without the container: to a pipeline, and to no broker. */
final class Ways {
  /** Nobody is in a hurry. */
  static final Duration LONG = Duration.ofMinutes(1);

  private Ways() {}

  static Notifications to(AddressBook addresses, DeletedTags deleted, RecordingPipeline pipeline) {
    Repeats repeats = new Repeats(InstantSource.system());
    return new Notifications(
        addresses,
        deleted,
        pipeline,
        new Deliveries(pipeline, new InHand(), repeats),
        new Forwarding((event, origin, hop, within) -> Optional.of("there is no sink"), repeats));
  }
}
