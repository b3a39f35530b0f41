package dev.tagfast.intake.delivery;

import dev.tagfast.image.ImageEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * What was done of requests that were not acknowledged. One of many events may take longer than its
 * sender waits, and its repeat would begin at the first event again and never reach the last: so
 * the repeat goes on where it ended. Nothing is missed by that, because the tag was looked at after
 * its sender told of it.
 *
 * <p>Only events with an id are known again: without one, a new push may look like a repeat.
 */
@ApplicationScoped
public class RepeatedRequests {
  /** How many events are remembered. */
  static final int MOST = 5_000;

  /** How long. */
  static final Duration LONG = Duration.ofMinutes(10);

  private record Done(EventStatus status, Instant at) {}

  private final InstantSource clock;
  private final LinkedHashMap<ImageEvent, Done> done = new LinkedHashMap<>();

  /** Remembers nothing yet. */
  public RepeatedRequests(InstantSource clock) {
    this.clock = clock;
  }

  /** What became of this very event the last time; absent if it is to be done. */
  synchronized Optional<EventStatus> of(ImageEvent event) {
    return Optional.ofNullable(done.get(event)).filter(it -> !isOld(it)).map(Done::status);
  }

  /** This event of a request is done, and the request may have to be sent again for others. */
  synchronized void remember(ImageEvent event, EventStatus status) {
    if (event.id().isEmpty()) {
      return;
    }
    done.putLast(event, new Done(status, clock.instant()));
    while (done.size() > MOST || isOld(done.firstEntry().getValue())) {
      done.pollFirstEntry();
    }
  }

  /** The request was acknowledged: what comes now is not its repeat. */
  synchronized void forget(ImageEvent event) {
    done.remove(event);
  }

  private boolean isOld(Done one) {
    return one.at().plus(LONG).isBefore(clock.instant());
  }
}
