package dev.tagfast.lifecycle;

import dev.tagfast.pipeline.LaterLooks;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Runs later work on a virtual thread that sleeps until then. A shutdown waits for what has begun.
 */
@ApplicationScoped
class VirtualThreadTimer implements LaterLooks.Timer {
  private final Shutdown shutdown;

  VirtualThreadTimer(Shutdown shutdown) {
    this.shutdown = shutdown;
  }

  @Override
  public void after(Duration delay, Runnable work) {
    Thread.ofVirtual().name("later-look").start(() -> runAfter(delay, work));
  }

  private void runAfter(Duration delay, Runnable work) {
    try {
      Thread.sleep(delay);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return;
    }
    if (shutdown.mayBegin()) {
      try {
        work.run();
      } finally {
        shutdown.finished();
      }
    }
  }
}
