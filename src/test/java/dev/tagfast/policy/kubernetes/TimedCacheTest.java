package dev.tagfast.policy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TimedCacheTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final AtomicInteger fetches = new AtomicInteger();

  @Test
  void aValueIsFetchedOnceUntilItIsTooOld() {
    TimedCache<Integer> fresh = fresh();

    assertThat(fresh.get()).isEqualTo(1);
    later(Duration.ofSeconds(29));
    assertThat(fresh.get()).isEqualTo(1);
    later(Duration.ofSeconds(1));
    assertThat(fresh.get()).isEqualTo(2);
  }

  @Test
  void aFailureIsNotKeptAndNoOldValueIsGivenOut() {
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    TimedCache<Integer> fresh =
        new TimedCache<>(
            now::get,
            Duration.ofSeconds(30),
            () -> {
              fetches.incrementAndGet();
              if (failure.get() != null) {
                throw failure.get();
              }
              return fetches.get();
            });
    fresh.get();
    later(Duration.ofSeconds(30));
    failure.set(new IllegalStateException("down"));

    assertThatThrownBy(fresh::get).isSameAs(failure.get());
    failure.set(null);
    assertThat(fresh.get()).isEqualTo(3);
  }

  @Test
  void callersAtOnceShareOneFetch() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    TimedCache<Integer> fresh =
        new TimedCache<>(
            now::get,
            Duration.ofSeconds(30),
            () -> {
              started.countDown();
              await(release);
              return fetches.incrementAndGet();
            });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers = new ArrayList<>();
      answers.add(threads.submit(fresh::get));
      started.await();
      for (int i = 0; i < 20; i++) {
        answers.add(threads.submit(fresh::get));
      }
      release.countDown();

      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isEqualTo(1);
      }
    }
  }

  private TimedCache<Integer> fresh() {
    return new TimedCache<>(now::get, Duration.ofSeconds(30), fetches::incrementAndGet);
  }

  private void later(Duration duration) {
    now.updateAndGet(instant -> instant.plus(duration));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
