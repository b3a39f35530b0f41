package dev.tagfast.intake.delivery;

import dev.tagfast.image.PushEvent;
import dev.tagfast.lifecycle.WorkInFlight;
import dev.tagfast.pipeline.PushHandler;
import dev.tagfast.pipeline.TemporaryFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Has the events of one request handled, and answers when their sender wants its answer. What is
 * acknowledged then is recorded; the rest of the work goes on, also where the answer is 503.
 */
@ApplicationScoped
public class EventDelivery {
  private static final Logger LOG = Logger.getLogger(EventDelivery.class);

  private final PushHandler pipeline;
  private final WorkInFlight inFlight;
  private final RepeatedRequests repeats;

  /** Hands over to the pipeline, on threads that are counted. */
  public EventDelivery(PushHandler pipeline, WorkInFlight inFlight, RepeatedRequests repeats) {
    this.pipeline = pipeline;
    this.inFlight = inFlight;
    this.repeats = repeats;
  }

  /**
   * Delivers what was told, one after the other; what must wait stops nothing but the other tags of
   * the same delete.
   *
   * @param told the tags of each thing: one, or those that a delete may have taken with it
   * @return what became of each tag, in their order
   * @throws TemporaryFailure if one could not be done now, or is not recorded when the bound is
   *     reached
   */
  public List<EventStatus> deliver(List<List<PushEvent>> told, AnswerDeadline deadline) {
    int tags = told.stream().mapToInt(List::size).sum();
    if (tags == 0) {
      return List.of();
    }
    RequestProgress progress = new RequestProgress(tags);
    Future<?> work = inFlight.begin(() -> handleAll(told, progress), deadline.left());
    try {
      work.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      // Answered below, by what is recorded.
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException ours
          ? ours
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    List<EventStatus> statuses = progress.answer(deadline);
    told.forEach(event -> event.forEach(repeats::forget));
    return statuses;
  }

  private void handleAll(List<List<PushEvent>> told, RequestProgress progress) {
    int number = 0;
    for (List<PushEvent> tags : told) {
      handle(tags, number, progress);
      number += tags.size();
    }
  }

  /** All of them are at one registry: where it is down, it is not asked for each. */
  private void handle(List<PushEvent> tags, int firstNumber, RequestProgress progress) {
    for (int i = 0; i < tags.size(); i++) {
      PushEvent event = tags.get(i);
      int number = firstNumber + i;
      Optional<EventStatus> before = repeats.of(event);
      if (before.isPresent()) {
        progress.is(number, before.get());
        continue;
      }
      try {
        EventStatus done =
            new EventStatus.Done(
                pipeline.handle(
                    event, soFar -> progress.is(number, new EventStatus.InProgress(soFar))));
        if (progress.mayBeginAnew()) {
          repeats.remember(event, done);
        }
        progress.is(number, done);
      } catch (TemporaryFailure e) {
        progress.postponed(e);
        if (progress.isAnswered()) {
          LOG.warnf(
              "%s: %s. Its sender was answered before; what is recorded of it is finished by the"
                  + " next delivery or reconcile",
              event.key(), e.getMessage());
        }
        return;
      } catch (RuntimeException e) {
        if (!progress.isAnswered()) {
          throw e;
        }
        LOG.errorf(e, "%s: failed for a reason nobody thought of", event.key());
      }
    }
  }
}
