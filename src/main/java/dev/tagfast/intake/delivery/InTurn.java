package dev.tagfast.intake.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;

/**
 * Runs steps in their order. A step begins when the one before it is recorded, and not only when
 * all that it demands is done: a silent sink must not keep the others from being recorded.
 */
final class InTurn {
  /** A step that says when it is recorded. One that ends without saying so is given up. */
  interface Step {
    void run(Runnable recorded);
  }

  private InTurn() {}

  /**
   * Returns when all steps that were begun have ended.
   *
   * @param goesOn whether the next step is begun
   */
  static void run(List<Step> steps, BooleanSupplier goesOn) {
    if (steps.size() == 1) {
      steps.getFirst().run(() -> {});
      return;
    }
    List<FutureTask<?>> begun = new ArrayList<>();
    for (Step step : steps) {
      if (!goesOn.getAsBoolean()) {
        break;
      }
      CountDownLatch recorded = new CountDownLatch(1);
      FutureTask<?> task = new FutureTask<>(() -> run(step, recorded), null);
      Thread.ofVirtual().name("event").start(task);
      begun.add(task);
      await(recorded);
    }
    begun.forEach(InTurn::join);
  }

  private static void run(Step step, CountDownLatch recorded) {
    try {
      step.run(recorded::countDown);
    } finally {
      recorded.countDown();
    }
  }

  private static void await(CountDownLatch recorded) {
    try {
      recorded.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void join(FutureTask<?> step) {
    try {
      step.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException ours
          ? ours
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
