package dev.tagfast.intake.delivery;

import dev.tagfast.image.ImageEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Remembers the handled events of requests that were not acknowledged. Several events may take
 * longer than their sender waits. Its repeat would start at the first event again and never reach
 * the last one. With this memory a repeat continues where the request ended. Nothing is missed,
 * because each remembered tag was checked after its sender sent the event.
 *
 * <p>Only events with an id are remembered. Without an id, a new push looks like a repeat.
 */
@ApplicationScoped
public class RepeatedRequests {
  /** The most events that are remembered. */
  static final int MAX_EVENTS = 5_000;

  /** How long an event is remembered. */
  static final Duration RETENTION = Duration.ofMinutes(10);

  private record Remembered(EventStatus status, Instant at) {}

  private final InstantSource clock;
  private final LinkedHashMap<ImageEvent, Remembered> remembered = new LinkedHashMap<>();

  public RepeatedRequests(InstantSource clock) {
    this.clock = clock;
  }

  /** Returns the status of this event from an earlier attempt; absent if it has to be handled. */
  synchronized Optional<EventStatus> statusOf(ImageEvent event) {
    return Optional.ofNullable(remembered.get(event))
        .filter(one -> !isExpired(one))
        .map(Remembered::status);
  }

  /** Remembers a handled event: its request may be repeated because of other events. */
  synchronized void remember(ImageEvent event, EventStatus status) {
    if (event.id().isEmpty()) {
      return;
    }
    remembered.putLast(event, new Remembered(status, clock.instant()));
    while (remembered.size() > MAX_EVENTS || isExpired(remembered.firstEntry().getValue())) {
      remembered.pollFirstEntry();
    }
  }

  /**
   * Forgets an event, because its request was acknowledged: an equal event that arrives later is
   * not a repeat.
   */
  synchronized void forget(ImageEvent event) {
    remembered.remove(event);
  }

  private boolean isExpired(Remembered one) {
    return one.at().plus(RETENTION).isBefore(clock.instant());
  }
}
