package dev.tagfast.intake.delivery;

import dev.tagfast.image.PushEvent;
import dev.tagfast.lifecycle.WorkInFlight;
import dev.tagfast.pipeline.PushHandler;
import dev.tagfast.pipeline.TemporaryFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Handles the events of one request on a separate thread, and answers by the sender's deadline. An
 * acknowledged event is recorded. The remaining work continues after the answer, also after a 503.
 */
@ApplicationScoped
public class EventDelivery {
  private static final Logger LOG = Logger.getLogger(EventDelivery.class);

  private final PushHandler pipeline;
  private final WorkInFlight inFlight;
  private final RepeatedRequests repeats;

  public EventDelivery(PushHandler pipeline, WorkInFlight inFlight, RepeatedRequests repeats) {
    this.pipeline = pipeline;
    this.inFlight = inFlight;
    this.repeats = repeats;
  }

  /**
   * Delivers events in their order. An event that is postponed stops only the other tags of the
   * same delete.
   *
   * @param tagsOfEvents the tags of each event: one, or several that a delete may have removed
   * @return the status of each tag, in their order
   * @throws TemporaryFailure if one could not be handled now, or is not recorded by the deadline
   */
  public List<EventStatus> deliver(List<List<PushEvent>> tagsOfEvents, AnswerDeadline deadline) {
    int tags = tagsOfEvents.stream().mapToInt(List::size).sum();
    if (tags == 0) {
      return List.of();
    }
    RequestProgress progress = new RequestProgress(tags);
    Future<?> work = inFlight.begin(() -> handleAll(tagsOfEvents, progress), deadline.remaining());
    try {
      work.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      // The answer below depends on what is recorded.
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException ours
          ? ours
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    List<EventStatus> statuses = progress.answer(deadline);
    tagsOfEvents.forEach(event -> event.forEach(repeats::forget));
    return statuses;
  }

  private void handleAll(List<List<PushEvent>> tagsOfEvents, RequestProgress progress) {
    List<InTurn.Step> events = new ArrayList<>();
    int number = 0;
    for (List<PushEvent> tags : tagsOfEvents) {
      int first = number;
      events.add(recorded -> handle(tags, first, progress, recorded));
      number += tags.size();
    }
    InTurn.run(events, () -> true);
  }

  /**
   * Handles the tags of one event. They are in one registry, so a temporary failure stops at the
   * first tag: an unavailable registry is not asked for each tag.
   *
   * @param recorded called when all are recorded
   */
  private void handle(
      List<PushEvent> tags, int firstNumber, RequestProgress progress, Runnable recorded) {
    AtomicBoolean postponed = new AtomicBoolean();
    AtomicInteger unrecorded = new AtomicInteger(tags.size());
    List<InTurn.Step> steps = new ArrayList<>();
    for (int i = 0; i < tags.size(); i++) {
      PushEvent event = tags.get(i);
      int number = firstNumber + i;
      steps.add(
          thisOne -> {
            Runnable counted =
                once(
                    () -> {
                      thisOne.run();
                      if (unrecorded.decrementAndGet() == 0) {
                        recorded.run();
                      }
                    });
            if (!isHandled(event, number, progress, counted)) {
              postponed.set(true);
            }
          });
    }
    InTurn.run(steps, () -> !postponed.get());
  }

  private static Runnable once(Runnable action) {
    AtomicBoolean isDone = new AtomicBoolean();
    return () -> {
      if (isDone.compareAndSet(false, true)) {
        action.run();
      }
    };
  }

  /** Handles one tag. False: it is postponed. */
  private boolean isHandled(
      PushEvent event, int number, RequestProgress progress, Runnable recorded) {
    Optional<EventStatus> before = repeats.statusOf(event);
    if (before.isPresent()) {
      progress.set(number, before.get());
      recorded.run();
      return true;
    }
    try {
      EventStatus done =
          new EventStatus.Done(
              pipeline.handle(
                  event,
                  soFar -> {
                    progress.set(number, new EventStatus.InProgress(soFar));
                    recorded.run();
                  }));
      if (progress.repeatStartsOver()) {
        repeats.remember(event, done);
      }
      progress.set(number, done);
      recorded.run();
    } catch (TemporaryFailure e) {
      progress.postponed(e);
      if (progress.isAnswered()) {
        LOG.warnf(
            "%s: %s. Its sender was answered before; what is recorded of it is finished by the"
                + " next delivery or reconcile",
            event.key(), e.getMessage());
      }
      return false;
    } catch (RuntimeException e) {
      if (!progress.isAnswered()) {
        throw e;
      }
      LOG.errorf(e, "%s: failed for a reason nobody thought of", event.key());
    }
    return true;
  }
}
