package dev.tagfast.intake;

import dev.tagfast.InHand;
import dev.tagfast.NotNow;
import dev.tagfast.PushHandler;
import dev.tagfast.image.PushEvent;
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
public class Deliveries {
  private static final Logger LOG = Logger.getLogger(Deliveries.class);

  private final PushHandler pipeline;
  private final InHand inHand;
  private final Repeats repeats;

  /** Hands over to the pipeline, on threads that are counted. */
  public Deliveries(PushHandler pipeline, InHand inHand, Repeats repeats) {
    this.pipeline = pipeline;
    this.inHand = inHand;
    this.repeats = repeats;
  }

  /**
   * Delivers what was told, one after the other; what must wait stops nothing but the other tags of
   * the same delete.
   *
   * @param told the tags of each thing: one, or those that a delete may have taken with it
   * @return what became of each tag, in their order
   * @throws NotNow if one could not be done now, or is not recorded when the bound is reached
   */
  List<Fate> deliver(List<List<PushEvent>> told, Bound bound) {
    int tags = told.stream().mapToInt(List::size).sum();
    if (tags == 0) {
      return List.of();
    }
    Progress progress = new Progress(tags);
    Future<?> work = inHand.begin(() -> handleAll(told, progress), bound.left());
    try {
      work.get(bound.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      // Answered below, by what is recorded.
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException ours
          ? ours
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    List<Fate> fates = progress.answer(bound);
    told.forEach(event -> event.forEach(repeats::forget));
    return fates;
  }

  private void handleAll(List<List<PushEvent>> told, Progress progress) {
    int number = 0;
    for (List<PushEvent> tags : told) {
      handle(tags, number, progress);
      number += tags.size();
    }
  }

  /** All of them are at one registry: where it is down, it is not asked for each. */
  private void handle(List<PushEvent> tags, int firstNumber, Progress progress) {
    for (int i = 0; i < tags.size(); i++) {
      PushEvent event = tags.get(i);
      int number = firstNumber + i;
      Optional<Fate> before = repeats.of(event);
      if (before.isPresent()) {
        progress.is(number, before.get());
        continue;
      }
      try {
        Fate done =
            new Fate.Done(
                pipeline.handle(event, soFar -> progress.is(number, new Fate.InHand(soFar))));
        if (progress.mayBeginAnew()) {
          repeats.remember(event, done);
        }
        progress.is(number, done);
      } catch (NotNow e) {
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
