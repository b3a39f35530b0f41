package dev.tagfast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class InHandTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final InHand inHand = new InHand();
  private final CountDownLatch held = new CountDownLatch(1);

  @Test
  void itIsBounded() throws Exception {
    Future<?> last = inHand.begin(this::hold, LONG);
    for (int i = 1; i < InHand.MOST; i++) {
      last = inHand.begin(this::hold, LONG);
    }

    assertThat(inHand.count()).isEqualTo(InHand.MOST);
    assertThatThrownBy(() -> inHand.begin(() -> {}, Duration.ZERO)).isInstanceOf(NotNow.class);

    held.countDown();
    last.get();
  }

  @Test
  void aProcessThatIsToldToStopLetsItEndAndBeginsNothingElse() {
    inHand.begin(this::hold, LONG);

    assertThat(inHand.end(Duration.ZERO)).isFalse();
    held.countDown();

    assertThat(inHand.end(LONG)).isTrue();
    assertThatThrownBy(() -> inHand.begin(() -> {}, Duration.ZERO)).isInstanceOf(NotNow.class);
  }

  @Test
  void whatFailsIsNoLongerInHand() {
    Future<?> failing =
        inHand.begin(
            () -> {
              throw new IllegalStateException("burnt");
            },
            LONG);

    assertThatThrownBy(failing::get)
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("burnt");
    assertThat(inHand.end(LONG)).isTrue();
  }

  private void hold() {
    try {
      held.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
