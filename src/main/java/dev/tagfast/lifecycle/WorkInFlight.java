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
 * Runs work that may continue after its request is answered. The work is counted: so it is bounded,
 * and a shutdown can wait for it. A killed process loses nothing, because what was acknowledged is
 * in the ledger's outbox.
 */
@ApplicationScoped
public class WorkInFlight {
  /**
   * How many requests may be in progress at once; a slow registry must not pile them up without
   * bound.
   */
  public static final int MOST = 100;

  private static final Logger LOG = Logger.getLogger(WorkInFlight.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  /** Runs after the wait for requests: a request in progress may still begin such work. */
  private static final int AFTER_REQUESTS = Interceptor.Priority.APPLICATION + 100;

  /** One permit for each piece of work that may still begin. */
  private final Semaphore permits = new Semaphore(MOST, true);

  /**
   * Begins a piece of work on a thread of its own.
   *
   * @param work reports its failures itself: nobody may be waiting for it any more
   * @param within how long it may wait for a free permit
   * @throws TemporaryFailure if {@value #MOST} are in progress all that time, or the process is
   *     shutting down
   */
  public Future<?> begin(Runnable work, Duration within) {
    if (!acquired(1, within)) {
      throw new TemporaryFailure(
          "%d requests are being worked on already, or Tagfast is being stopped".formatted(MOST),
          RETRY_AFTER);
    }
    FutureTask<?> task = new FutureTask<>(work, null);
    Thread.ofVirtual()
        .name("in-hand")
        .start(
            () -> {
              try {
                task.run();
              } finally {
                permits.release();
              }
            });
    return task;
  }

  /** How many pieces of work are in progress. */
  public int count() {
    return MOST - permits.availablePermits();
  }

  /**
   * Waits until no work is in progress, and lets none begin after that.
   *
   * @return whether all of it ended in time
   */
  public boolean end(Duration within) {
    return acquired(MOST, within);
  }

  private boolean acquired(int wanted, Duration within) {
    try {
      return permits.tryAcquire(wanted, within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void onStop(
      @Observes @Priority(AFTER_REQUESTS) ShutdownDelayInitiatedEvent stop, Shutdown shutdown) {
    if (!end(shutdown.timeLeft())) {
      LOG.warnf(
          "Tagfast ends with work in hand (%d requests): the next delivery or reconcile finishes"
              + " what was recorded",
          count());
    }
  }
}
