package dev.tagfast.intake.gate;

import dev.tagfast.gate.Reservation;
import dev.tagfast.image.Digest;
import dev.tagfast.image.ImageEvent;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.TagKey;
import dev.tagfast.image.UntaggedDelete;
import dev.tagfast.intake.delivery.DeletedTags;
import dev.tagfast.lifecycle.WorkInFlight;
import dev.tagfast.pipeline.PushHandler;
import dev.tagfast.pipeline.TemporaryFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Records what passed the gate, as an event like any other: its notification is a repeat then. The
 * caller does not wait for it. Until it is recorded the reservation holds the tag, so that no other
 * first push comes between.
 */
@ApplicationScoped
public class GateRecorder {
  private static final Logger LOG = Logger.getLogger(GateRecorder.class);
  private static final List<Duration> PAUSES =
      List.of(Duration.ofMillis(200), Duration.ofSeconds(1));
  private static final Duration PATIENCE = Duration.ofMillis(200);

  private final PushHandler pipeline;
  private final DeletedTags deleted;
  private final Reservations reservations;
  private final WorkInFlight inFlight;
  private final InstantSource clock;

  public GateRecorder(
      PushHandler pipeline,
      DeletedTags deleted,
      Reservations reservations,
      WorkInFlight inFlight,
      InstantSource clock) {
    this.pipeline = pipeline;
    this.deleted = deleted;
    this.reservations = reservations;
    this.inFlight = inFlight;
    this.clock = clock;
  }

  /** The registry has taken a push. */
  void pushed(GateCall call, TagKey key, Digest digest, Optional<Reservation> reservation) {
    PushEvent event =
        new PushEvent(
            PushEvent.Action.PUSH,
            key,
            Optional.of(digest),
            call.headers().first("Content-Type"),
            reservation.map(Reservation::id),
            call.actor(),
            Optional.of(clock.instant()),
            Reservation.SOURCE);
    begin(
        key.toString(),
        () -> {
          handle(event);
          reservation.ifPresent(reserved -> reservations.settle(key, reserved));
        });
  }

  /**
   * It is not known whether the registry has taken a push. The event names no digest: a claim that
   * never came true would speak against the next push.
   *
   * @param isOver whether the registry has answered, so that what it does not show now it will not
   *     show later
   */
  void perhapsPushed(GateCall call, TagKey key, Optional<Reservation> reservation, boolean isOver) {
    PushEvent event =
        new PushEvent(
            PushEvent.Action.PUSH,
            key,
            Optional.empty(),
            Optional.empty(),
            reservation.map(Reservation::id),
            call.actor(),
            Optional.of(clock.instant()),
            Reservation.SOURCE);
    begin(
        key.toString(),
        () -> {
          handle(event);
          reservation.ifPresent(
              reserved -> {
                reservations.settle(key, reserved);
                if (isOver) {
                  reservations.release(key, reserved);
                }
              });
        });
  }

  /** The registry may have deleted something. */
  void deleted(GateCall call) {
    ImageEvent event =
        switch (call.address().reference()) {
          case Reference.ByTag(var tag) ->
              new PushEvent(
                  PushEvent.Action.DELETE,
                  call.key(tag),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  call.actor(),
                  Optional.of(clock.instant()),
                  Reservation.SOURCE);
          case Reference.ByDigest(Digest digest) ->
              new UntaggedDelete(
                  call.repository(),
                  Optional.of(digest),
                  Optional.empty(),
                  Optional.empty(),
                  call.actor(),
                  Optional.of(clock.instant()),
                  Reservation.SOURCE);
        };
    begin(event.about(), () -> deleted.tagsOf(event).forEach(this::handle));
  }

  /** A tag that the registry shows and the ledger does not know: a person may want to accept it. */
  void shown(TagKey key) {
    begin(key.toString(), () -> handle(PushEvent.reconcile(key)));
  }

  private void handle(PushEvent event) {
    var _ = pipeline.handle(event, false);
  }

  private void begin(String about, Runnable work) {
    try {
      var _ = inFlight.begin(() -> logged(about, work), PATIENCE);
    } catch (TemporaryFailure _) {
      // Too much is in hand already: this caller waits for its record.
      logged(about, work);
    }
  }

  /** Nobody delivers these events again, so they are tried again here. */
  private static void logged(String about, Runnable work) {
    for (Duration pause : PAUSES) {
      try {
        work.run();
        return;
      } catch (TemporaryFailure e) {
        LOG.debugf("%s: %s", about, e.getMessage());
        sleep(pause);
      } catch (RuntimeException e) {
        LOG.errorf(e, "%s passed the gate, and was not recorded", about);
        return;
      }
    }
    try {
      work.run();
    } catch (TemporaryFailure e) {
      notYet(about, e);
    }
  }

  private static void notYet(String about, TemporaryFailure why) {
    LOG.warnf(
        "%s passed the gate and is not recorded yet: %s The registry's notification or the next"
            + " reconcile does that",
        about, why.getMessage());
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
