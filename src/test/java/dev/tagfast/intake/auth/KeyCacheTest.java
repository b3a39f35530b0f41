package dev.tagfast.intake.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.testing.MovableClock;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeyCacheTest {
  private static final String KEYS =
      """
      {"keys":[{"kty":"oct","kid":"known","k":"c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0"}]}""";

  private final MovableClock clock = new MovableClock();
  private final AtomicInteger fetches = new AtomicInteger();

  @Test
  void aCallerWithAKnownKeyDoesNotWaitForAStrangersUnknownOne() throws Exception {
    CountDownLatch asked = new CountDownLatch(2);
    CountDownLatch mayAnswer = new CountDownLatch(1);
    KeyCache cache =
        cache(
            () -> {
              asked.countDown();
              if (fetches.incrementAndGet() > 1) {
                await(mayAnswer);
              }
            });
    assertThat(cache.keys(Optional.of("known"))).hasSize(1);
    clock.pass(Duration.ofSeconds(11));
    Thread stranger = Thread.startVirtualThread(() -> keys(cache, "unknown"));
    asked.await();

    assertThat(cache.keys(Optional.of("known"))).as("while the issuer is silent").hasSize(1);

    mayAnswer.countDown();
    stranger.join();
  }

  @Test
  void ofManyStrangersOneWaitsForTheIssuer() throws Exception {
    CountDownLatch asked = new CountDownLatch(2);
    CountDownLatch mayAnswer = new CountDownLatch(1);
    KeyCache cache =
        cache(
            () -> {
              asked.countDown();
              if (fetches.incrementAndGet() > 1) {
                await(mayAnswer);
              }
            });
    keys(cache, "known");
    clock.pass(Duration.ofSeconds(11));
    Thread first = Thread.startVirtualThread(() -> keys(cache, "unknown"));
    asked.await();

    for (int i = 0; i < 50; i++) {
      String other = "other " + i;
      assertThatThrownBy(() -> cache.keys(Optional.of(other)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is being asked for a key");
    }
    mayAnswer.countDown();
    first.join();

    assertThat(cache.keys(Optional.of("other"))).as("the issuer does not have it").hasSize(1);
    assertThat(fetches).hasValue(2);
  }

  @Test
  void theFirstCallersShareOneFetch() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch mayAnswer = new CountDownLatch(1);
    KeyCache cache =
        cache(
            () -> {
              fetches.incrementAndGet();
              asked.countDown();
              await(mayAnswer);
            });
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      callers.add(Thread.startVirtualThread(() -> keys(cache, "known")));
    }
    asked.await();
    mayAnswer.countDown();
    for (Thread caller : callers) {
      caller.join();
    }

    assertThat(cache.keys(Optional.of("known"))).hasSize(1);
    assertThat(fetches).hasValue(1);
  }

  @Test
  void aClockThatIsSetBackDoesNotStopTheFetches() throws Exception {
    KeyCache cache = cache(fetches::incrementAndGet);
    keys(cache, "known");
    clock.pass(Duration.ofHours(-2));

    keys(cache, "new");

    assertThat(fetches).hasValue(2);
  }

  @Test
  void strangersMakeTheIssuerBeAskedEveryTenSecondsAtMost() {
    KeyCache cache = cache(fetches::incrementAndGet);
    for (int i = 0; i < 50; i++) {
      keys(cache, "unknown " + i);
    }

    assertThat(fetches).hasValue(1);
  }

  private KeyCache cache(Runnable onFetch) {
    return new KeyCache(
        new TokenRules.Keys(
            URI.create("https://issuer.example/keys"), Optional.empty(), Optional.empty()),
        _ -> {
          onFetch.run();
          return KEYS;
        },
        clock);
  }

  private static void keys(KeyCache cache, String id) {
    try {
      cache.keys(Optional.of(id));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
