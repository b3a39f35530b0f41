package dev.tagfast.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.pipeline.TemporaryFailure;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class WorkInFlightTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final WorkInFlight inFlight = new WorkInFlight();
  private final CountDownLatch released = new CountDownLatch(1);

  @Test
  void itIsBounded() throws Exception {
    Future<?> last = inFlight.begin(this::waitForRelease, LONG);
    for (int i = 1; i < WorkInFlight.MOST; i++) {
      last = inFlight.begin(this::waitForRelease, LONG);
    }

    assertThat(inFlight.count()).isEqualTo(WorkInFlight.MOST);
    assertThatThrownBy(() -> inFlight.begin(() -> {}, Duration.ZERO))
        .isInstanceOf(TemporaryFailure.class);

    released.countDown();
    last.get();
  }

  @Test
  void aProcessThatIsToldToStopLetsItEndAndBeginsNothingElse() {
    inFlight.begin(this::waitForRelease, LONG);

    assertThat(inFlight.end(Duration.ZERO)).isFalse();
    released.countDown();

    assertThat(inFlight.end(LONG)).isTrue();
    assertThatThrownBy(() -> inFlight.begin(() -> {}, Duration.ZERO))
        .isInstanceOf(TemporaryFailure.class);
  }

  @Test
  void whatFailsIsNoLongerInHand() {
    Future<?> failing =
        inFlight.begin(
            () -> {
              throw new IllegalStateException("burnt");
            },
            LONG);

    assertThatThrownBy(failing::get)
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("burnt");
    assertThat(inFlight.end(LONG)).isTrue();
  }

  private void waitForRelease() {
    try {
      released.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
