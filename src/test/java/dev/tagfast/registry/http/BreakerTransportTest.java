package dev.tagfast.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BreakerTransportTest {
  private static final URI AWAY = URI.create("https://away.example/v2/");
  private static final URI HERE = URI.create("https://here.example/v2/");

  private final List<URI> sent = new ArrayList<>();
  private long nanos;
  private boolean away = true;
  private final BreakerTransport breaker =
      new BreakerTransport(
          (request, _) -> {
            sent.add(request.address());
            if (away && request.address().equals(AWAY)) {
              throw new RetryableFailure("found nobody listening", Optional.empty());
            }
            return new HttpResponse(request.address(), 503, Map.of(), new byte[0]);
          },
          () -> nanos);

  @Test
  void aHostThatDoesNotAnswerIsLeftAloneForAWhile() {
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(() -> ask(AWAY)).isInstanceOf(RetryableFailure.class);
    }

    assertThat(sent).hasSize(BreakerTransport.FAILURES);
    assertThatThrownBy(() -> ask(AWAY))
        .hasMessageContaining("away.example did not answer 6 requests in a row")
        .hasMessageEndingWith("; the last one found nobody listening")
        .extracting(e -> ((RetryableFailure) e).retryAfter())
        .isEqualTo(Optional.of(BreakerTransport.OPEN));
  }

  @Test
  void anotherHostIsAskedAllTheSame() throws Exception {
    for (int i = 0; i < 9; i++) {
      assertThatThrownBy(() -> ask(AWAY)).isInstanceOf(RetryableFailure.class);
    }

    assertThat(ask(HERE).status()).isEqualTo(503);
  }

  @Test
  void afterAWhileOneRequestTriesAndItsAnswerClosesTheBreaker() throws Exception {
    for (int i = 0; i < 9; i++) {
      assertThatThrownBy(() -> ask(AWAY)).isInstanceOf(RetryableFailure.class);
    }
    pass(BreakerTransport.OPEN);
    assertThatThrownBy(() -> ask(AWAY)).hasMessageContaining("nobody listening");
    assertThatThrownBy(() -> ask(AWAY)).as("one try only").hasMessageContaining("was not sent");
    away = false;
    pass(BreakerTransport.OPEN);

    assertThat(ask(AWAY).status()).isEqualTo(503);
    assertThat(ask(AWAY).status()).as("a status is an answer").isEqualTo(503);
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  private HttpResponse ask(URI address) throws RetryableFailure, PermanentFailure {
    return breaker.send(
        new HttpRequest("HEAD", address, "*/*", Optional.empty(), Optional.empty()),
        Deadline.in(Duration.ofSeconds(1)));
  }
}
