package dev.tagfast.lifecycle;

import dev.tagfast.pipeline.LaterLooks;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs later work on a virtual thread that sleeps until then. A shutdown waits for what has begun.
 */
@ApplicationScoped
class VirtualThreadTimer implements LaterLooks.Timer {
  private final Shutdown shutdown;
  private final Set<Thread> sleeping = ConcurrentHashMap.newKeySet();

  VirtualThreadTimer(Shutdown shutdown) {
    this.shutdown = shutdown;
  }

  @Override
  public void after(Duration delay, Runnable work) {
    Thread.ofVirtual().name("later-look").start(() -> runAfter(delay, work));
  }

  /**
   * Ends those that still sleep. Nothing may wake in a container that is gone: it would make beans
   * and a configuration of nothing.
   */
  void onStop(@Observes ShutdownEvent stop) {
    sleeping.forEach(Thread::interrupt);
  }

  private void runAfter(Duration delay, Runnable work) {
    sleeping.add(Thread.currentThread());
    try {
      Thread.sleep(delay);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return;
    } finally {
      sleeping.remove(Thread.currentThread());
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
