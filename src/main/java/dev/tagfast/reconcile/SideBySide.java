package dev.tagfast.reconcile;

import java.util.ArrayList;
import java.util.List;

/** Runs pieces of work at once, each on a thread of its own, and waits for all of them. */
final class SideBySide {
  private SideBySide() {}

  /**
   * @param work must not throw; a single piece runs on the caller's thread
   */
  static void run(List<Runnable> work) {
    if (work.size() == 1) {
      work.getFirst().run();
      return;
    }
    List<Thread> threads = new ArrayList<>();
    work.forEach(piece -> threads.add(Thread.ofVirtual().name("reconcile").start(piece)));
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        threads.forEach(Thread::interrupt);
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
