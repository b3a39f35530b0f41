package dev.tagfast.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
  private static final Duration OPEN = Duration.ofSeconds(5);

  /** It starts near the end, because {@link System#nanoTime} may overflow. */
  private long nanos = Long.MAX_VALUE - 1;

  private final CircuitBreaker breaker = new CircuitBreaker(3, OPEN, () -> nanos);

  @Test
  void onlyFailuresInARowOpenIt() {
    for (int i = 0; i < 9; i++) {
      breaker.failed("sink");
      breaker.failed("sink");
      breaker.succeeded("sink");
    }
    assertThat(breaker.leftAlone("sink")).isEmpty();

    for (int i = 0; i < 3; i++) {
      breaker.failed("sink");
    }
    assertThat(breaker.leftAlone("sink")).contains(OPEN);
    assertThat(breaker.leftAlone("chat")).isEmpty();
  }

  @Test
  void silenceOpensItAtOnce() {
    breaker.silent("sink");
    pass(OPEN.minusNanos(1));
    assertThat(breaker.leftAlone("sink")).contains(Duration.ofNanos(1));

    pass(Duration.ofNanos(1));
    assertThat(breaker.leftAlone("sink")).as("one tries").isEmpty();
    assertThat(breaker.leftAlone("sink")).as("one only").contains(OPEN);
  }

  @Test
  void anAttemptThatWasNotMadeIsGivenBack() {
    breaker.failed("sink");
    breaker.untried("sink");
    breaker.failed("sink");
    breaker.failed("sink");
    pass(OPEN);
    assertThat(breaker.leftAlone("sink")).isEmpty();
    breaker.untried("sink");
    breaker.untried("chat");

    assertThat(breaker.leftAlone("sink")).as("the next one tries").isEmpty();
    breaker.succeeded("sink");
    assertThat(breaker.leftAlone("sink")).isEmpty();
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }
}
