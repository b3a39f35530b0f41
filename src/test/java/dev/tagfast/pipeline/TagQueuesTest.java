package dev.tagfast.pipeline;

import static dev.tagfast.testing.Images.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.TagKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TagQueuesTest {
  private static final TagKey TAG = key("registry.example/pizza:today");
  private static final TagKey OTHER = key("registry.example/pasta:today");

  private final TagQueues<Integer> queues = new TagQueues<>();
  private final List<List<Integer>> batches = new CopyOnWriteArrayList<>();

  @Test
  void whatArrivesDuringALookIsHandledTogetherByTheNext() throws InterruptedException {
    CountDownLatch looking = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    Thread first =
        Thread.startVirtualThread(
            () ->
                queues.handle(
                    TAG,
                    0,
                    batch -> {
                      looking.countDown();
                      await(mayEnd);
                      batches.add(batch);
                    }));
    looking.await();
    List<Thread> later = new ArrayList<>();
    for (int i : IntStream.rangeClosed(1, 50).toArray()) {
      later.add(Thread.startVirtualThread(() -> queues.handle(TAG, i, batches::add)));
    }
    while (queues.waiting(TAG) < 50) {
      Thread.onSpinWait();
    }

    queues.handle(OTHER, 100, batches::add);
    assertThat(batches).as("another tag does not wait").containsExactly(List.of(100));
    mayEnd.countDown();
    first.join();
    for (Thread thread : later) {
      thread.join();
    }

    assertThat(batches).hasSize(3);
    assertThat(batches.get(1)).containsExactly(0);
    assertThat(batches.get(2)).hasSize(50);
    assertThat(queues.waiting(TAG)).isZero();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
