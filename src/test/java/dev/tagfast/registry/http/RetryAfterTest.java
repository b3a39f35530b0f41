package dev.tagfast.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  @Test
  void secondsAndDatesAreUnderstood() {
    assertThat(retryAfter("7")).contains(Duration.ofSeconds(7));
    assertThat(retryAfter("Tue, 24 Nov 2026 10:00:30 GMT")).contains(Duration.ofSeconds(30));
  }

  @Test
  void aDateInThePastMeansNow() {
    assertThat(retryAfter("Mon, 23 Nov 2026 10:00:30 GMT")).contains(Duration.ZERO);
  }

  @Test
  void nobodyMaySendUsAwayForAYear() {
    assertThat(retryAfter("999999999")).contains(Duration.ofHours(1));
  }

  @Test
  void nonsenseIsNotThere() {
    assertThat(retryAfter("soon")).isEmpty();
    assertThat(retryAfter("-1")).isEmpty();
    assertThat(retryAfter("")).isEmpty();
  }

  private static Optional<Duration> retryAfter(String value) {
    URI from = URI.create("https://registry.example.com");
    Map<String, List<String>> headers = Map.of("retry-after", List.of(value));
    return RetryAfter.of(new HttpResponse(from, 429, headers, new byte[0]), NOW);
  }
}
