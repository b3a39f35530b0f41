package dev.tagfast.lifecycle;

import dev.tagfast.pipeline.TemporaryFailure;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Work that may outlast the answer to whoever asked for it. It is counted, so that it is bounded
 * and a process that is told to stop can let it end first; a process that is killed loses nothing,
 * because what was acknowledged is in the ledger's outbox.
 */
@ApplicationScoped
public class WorkInFlight {
  /** How many requests may be worked on at once; a slow registry must not pile them up for ever. */
  public static final int MOST = 100;

  private static final Logger LOG = Logger.getLogger(WorkInFlight.class);
  private static final Duration SOON = Duration.ofSeconds(5);

  /** A request that is in hand itself may still begin such work. */
  private static final int AFTER_THE_REQUESTS = Interceptor.Priority.APPLICATION + 100;

  /** One permit for each piece of work that could still begin. */
  private final Semaphore free = new Semaphore(MOST, true);

  /**
   * Begins a piece of work.
   *
   * @param work tells its failures itself: nobody may be waiting for it any more
   * @param within how long it may wait for its turn
   * @throws TemporaryFailure if {@value #MOST} are in hand all that time, or the process is about
   *     to end
   */
  public Future<?> begin(Runnable work, Duration within) {
    if (!acquired(1, within)) {
      throw new TemporaryFailure(
          "%d requests are being worked on already, or Tagfast is being stopped".formatted(MOST),
          SOON);
    }
    FutureTask<?> task = new FutureTask<>(work, null);
    Thread.ofVirtual()
        .name("in-hand")
        .start(
            () -> {
              try {
                task.run();
              } finally {
                free.release();
              }
            });
    return task;
  }

  /** How much is in hand now. */
  public int count() {
    return MOST - free.availablePermits();
  }

  /**
   * Waits until nothing is in hand. Then nothing can begin any more: the process is about to end.
   *
   * @return whether all of it ended in time
   */
  public boolean end(Duration within) {
    return acquired(MOST, within);
  }

  private boolean acquired(int permits, Duration within) {
    try {
      return free.tryAcquire(permits, within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void onStop(
      @Observes @Priority(AFTER_THE_REQUESTS) ShutdownDelayInitiatedEvent stop, Shutdown shutdown) {
    if (!end(shutdown.timeLeft())) {
      LOG.warnf(
          "Tagfast ends with work in hand (%d requests): the next delivery or reconcile finishes"
              + " what was recorded",
          count());
    }
  }
}
