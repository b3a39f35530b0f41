package dev.tagfast.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SideBySideTest {
  @Test
  void whatWaitsForTheOtherEndsToo() {
    CountDownLatch secondHasBegun = new CountDownLatch(1);
    CountDownLatch firstHasEnded = new CountDownLatch(1);

    SideBySide.run(
        List.of(
            () -> {
              await(secondHasBegun);
              firstHasEnded.countDown();
            },
            () -> {
              secondHasBegun.countDown();
              await(firstHasEnded);
            }));

    assertThat(firstHasEnded.getCount()).isZero();
  }

  @Test
  void oneAloneRunsWhereItIs() {
    AtomicReference<Thread> ran = new AtomicReference<>(new Thread());

    SideBySide.run(List.of(() -> ran.set(Thread.currentThread())));

    assertThat(ran.get()).isEqualTo(Thread.currentThread());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
