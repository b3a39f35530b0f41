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
 * Shuts the process down after SIGTERM. Readiness goes down, nothing new begins, and work in
 * progress has {@code tagfast.shutdown.timeout} to end.
 *
 * <p>All of this happens in {@code ShutdownDelayInitiatedEvent}, the first event of Quarkus'
 * shutdown. At {@code ShutdownEvent} the HTTP server is stopped already, and with it every HTTP
 * client that was created during a request: nothing could be sent any more. Quarkus' own {@code
 * quarkus.shutdown.timeout} also waits for requests, but accepts new ones until it ends.
 */
@ApplicationScoped
public class Shutdown {
  private static final Logger LOG = Logger.getLogger(Shutdown.class);

  /** Runs before the observers that release what the work has used. */
  private static final int FIRST = Interceptor.Priority.APPLICATION;

  private final Duration timeout;

  /** One permit for each piece of work that may still begin. */
  private final Semaphore permits = new Semaphore(Integer.MAX_VALUE);

  private volatile boolean hasBegun;
  private volatile long beganNanos;

  /** Creates a shutdown that has not begun. */
  public Shutdown(Settings settings) {
    timeout = settings.shutdown().timeout();
  }

  /**
   * Registers a piece of work that the shutdown waits for.
   *
   * @return whether the work may begin; then {@link #finished} must follow
   */
  public boolean mayBegin() {
    return !hasBegun && permits.tryAcquire();
  }

  /** Ends a piece of work, whether it succeeded or not. */
  public void finished() {
    permits.release();
  }

  /**
   * Whether the shutdown has begun. Long work checks this, and stops where it can be continued
   * later.
   */
  public boolean hasBegun() {
    return hasBegun;
  }

  /** How much longer work in progress may be waited for; zero when the time is over. */
  public Duration timeLeft() {
    if (!hasBegun) {
      return timeout;
    }
    Duration left = timeout.minusNanos(System.nanoTime() - beganNanos);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /**
   * Begins the shutdown: from now on nothing new begins. Returns when no work is in progress, or
   * the time is over.
   *
   * @return whether no work is in progress
   */
  public boolean begin() {
    beganNanos = System.nanoTime();
    hasBegun = true;
    try {
      return permits.tryAcquire(Integer.MAX_VALUE, timeout.toNanos(), TimeUnit.NANOSECONDS);
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
          Integer.MAX_VALUE - permits.availablePermits(), timeout);
    }
  }
}
