package dev.tagfast.lifecycle;

import dev.tagfast.settings.Settings;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * How this process ends when it is told to (SIGTERM): readiness goes down, nothing new is begun,
 * and what is in hand has {@code tagfast.shutdown.timeout} to end.
 *
 * <p>All of it happens in {@code ShutdownDelayInitiatedEvent}, the first thing that Quarkus does
 * then. When {@code ShutdownEvent} comes, the HTTP server has been stopped, and with it every HTTP
 * client that was made in the course of a request: nobody could be told any more. Quarkus' own
 * {@code quarkus.shutdown.timeout} waits for requests too, but serves new ones until the end.
 */
@ApplicationScoped
public class Shutdown {
  private static final Logger LOG = Logger.getLogger(Shutdown.class);

  /** Before whoever does something with what has ended. */
  private static final int FIRST = Interceptor.Priority.APPLICATION;

  private final Duration timeout;

  /** One permit for each piece of work that could still be begun. */
  private final Semaphore free = new Semaphore(Integer.MAX_VALUE);

  private volatile boolean hasBegun;
  private volatile long began;

  /** Has not begun. */
  public Shutdown(Settings settings) {
    timeout = settings.shutdown().timeout();
  }

  /**
   * Somebody wants to begin a piece of work that the end should wait for.
   *
   * @return whether he may; then {@link #finished} must follow
   */
  public boolean mayBegin() {
    return !hasBegun && free.tryAcquire();
  }

  /** A piece of work ended, well or not. */
  public void finished() {
    free.release();
  }

  /** What is long should stop where it can be taken up again. */
  public boolean hasBegun() {
    return hasBegun;
  }

  /** How long whoever waits for something in hand may go on waiting; nothing when time is up. */
  public Duration timeLeft() {
    if (!hasBegun) {
      return timeout;
    }
    Duration left = timeout.minusNanos(System.nanoTime() - began);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /**
   * Nothing new is begun from now on. Returns when nothing is in hand, or the time is up.
   *
   * @return whether nothing is in hand
   */
  public boolean begin() {
    began = System.nanoTime();
    hasBegun = true;
    try {
      return free.tryAcquire(Integer.MAX_VALUE, timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void onStop(@Observes @Priority(FIRST) ShutdownDelayInitiatedEvent stop) {
    if (!begin()) {
      LOG.warnf(
          "%d pieces of work did not end within %s (tagfast.shutdown.timeout) and are cut off; what"
              + " they had recorded is finished by the next delivery or reconcile",
          Integer.MAX_VALUE - free.availablePermits(), timeout);
    }
  }
}
