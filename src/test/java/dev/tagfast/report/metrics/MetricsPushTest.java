package dev.tagfast.report.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tagfast.decide.Reason;
import dev.tagfast.proxy.Proxies;
import dev.tagfast.report.LogCapture;
import dev.tagfast.report.http.HttpPost;
import dev.tagfast.testing.MovableClock;
import dev.tagfast.testing.OtlpReceiver;
import dev.tagfast.testing.OtlpReceiver.Push;
import dev.tagfast.testing.TestSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a receiver that reads what OTLP's own classes write. */
class MetricsPushTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final HttpPost HTTP = new HttpPost(VERTX, Proxies.NONE);

  private final OtlpReceiver collector = new OtlpReceiver();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final MovableClock clock = new MovableClock();

  @AfterEach
  void close() {
    collector.close();
  }

  @AfterAll
  static void stop() {
    VERTX.close();
  }

  @Test
  void anEventIsPushedUnderTheNamesThatAreScraped() {
    Metrics metrics = new Metrics(meters, push(Map.of("instance", "tagfast-7d9f")));

    metrics.handled(MetricsTest.moved(), Duration.ofMillis(250));

    Push push = first();
    assertThat(push.path()).isEqualTo("/v1/metrics");
    assertThat(push.headers().getFirst("Content-Type")).isEqualTo("application/x-protobuf");
    assertThat(push.resource())
        .containsEntry("service.name", "tagfast")
        .containsEntry("service.instance.id", "tagfast-7d9f");
    NumberDataPoint event =
        push.metric("tagfast.events").toList().getFirst().getSum().getDataPoints(0);
    assertThat(event.getAsDouble()).isEqualTo(1);
    assertThat(Push.text(event.getAttributesList()))
        .containsEntry("verdict", "accept")
        .containsEntry("reason", "TagMoved")
        .containsEntry("source", "reconcile");
    HistogramDataPoint time =
        push.metric("tagfast.event").toList().getFirst().getHistogram().getDataPoints(0);
    assertThat(time.getCount()).isEqualTo(1);
    assertThat(time.getSum()).isEqualTo(0.25);
    assertThat(push.metric("tagfast.event").toList().getFirst().getUnit()).isEqualTo("s");
    assertThat(push.count("tagfast.rollouts")).isEqualTo(1);
  }

  @Test
  void countsAreFromTheStartOfTheProcessUnlessDeltasAreWanted() {
    MetricsPush push = push(Map.of());
    count(1);
    push.soon();
    first();
    count(2);
    push.atTheEnd(new ShutdownDelayInitiatedEvent());

    Push last = collector.pushes().getLast();
    assertThat(last.count("tagfast.restores")).isEqualTo(3);
    assertThat(temporality(last))
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    Instant start = ProcessHandle.current().info().startInstant().orElseThrow();
    assertThat(point(last).getStartTimeUnixNano())
        .isEqualTo(TimeUnit.SECONDS.toNanos(start.getEpochSecond()) + start.getNano());
  }

  @Test
  void aDeltaIsWhatCameSinceTheLastPushThatWasTaken() {
    MetricsPush push = push(Map.of("temporality", "delta"));
    count(1);
    push.soon();
    long taken = point(first()).getTimeUnixNano();
    clock.pass(Duration.ofMinutes(1));
    count(1);
    collector.answer(503);
    push.soon();
    await().until(() -> collector.pushes().size() == 2);
    clock.pass(Duration.ofMinutes(1));
    count(1);
    collector.answer(200);
    push.atTheEnd(new ShutdownDelayInitiatedEvent());

    Push last = collector.pushes().getLast();
    assertThat(last.count("tagfast.restores")).isEqualTo(2);
    assertThat(point(last).getStartTimeUnixNano()).isEqualTo(taken);
    assertThat(temporality(last)).isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
  }

  @Test
  void whereNothingWasCountedNothingIsPushed() {
    MetricsPush push = push(Map.of());
    meters.counter("jvm.gc.pause").increment();
    push.atTheEnd(new ShutdownDelayInitiatedEvent());
    count(1);
    push.atTheEnd(new ShutdownDelayInitiatedEvent());
    push.atTheEnd(new ShutdownDelayInitiatedEvent());

    assertThat(collector.pushes()).hasSize(1);
    assertThat(collector.pushes().getFirst().metrics()).hasSize(1);
  }

  @Test
  void manyEventsAtOnceAreOnePush() {
    MetricsPush push = push(Map.of("at-most-every", "1h"));
    for (int i = 0; i < 1_000; i++) {
      count(1);
      push.soon();
    }
    assertThat(first().count("tagfast.restores")).isEqualTo(1_000);

    count(1);
    push.soon();
    push.atTheEnd(new ShutdownDelayInitiatedEvent());

    assertThat(collector.pushes()).hasSize(2);
  }

  @Test
  void whatIsStillDueAfterTheEndIsNotPushed() throws Exception {
    MetricsPush push = push(Map.of());
    count(1);
    push.soon();
    push.atTheEnd(new ShutdownDelayInitiatedEvent());
    count(1);
    CountDownLatch itsTurnHasPassed = new CountDownLatch(1);
    VERTX.setTimer(
        1_000,
        _ ->
            VERTX
                .executeBlocking(() -> itsTurnHasPassed)
                .onComplete(it -> it.result().countDown()));
    itsTurnHasPassed.await();

    assertThat(collector.pushes()).hasSize(1);
    assertThat(first().count("tagfast.restores")).isEqualTo(1);
  }

  @Test
  void aPushThatFailsIsSaidOnceAMinuteAndShowsNoSecret() {
    collector.answer(401);
    MetricsPush push =
        push(Map.of("headers", "Authorization=Bearer%20rosemary", "at-most-every", "1ms"));
    try (LogCapture log = new LogCapture()) {
      count(1);
      push.atTheEnd(new ShutdownDelayInitiatedEvent());
      push.atTheEnd(new ShutdownDelayInitiatedEvent());
      assertThat(log.lines).singleElement().asString().contains("127.0.0.1", "answered 401");

      clock.pass(Duration.ofMinutes(1));
      collector.close();
      push.atTheEnd(new ShutdownDelayInitiatedEvent());
      assertThat(log.lines).hasSize(2);
      assertThat(log.lines.getLast()).contains("refused");
      assertThat(log.lines).noneMatch(line -> line.contains("rosemary"));
    }
    assertThat(collector.pushes().getFirst().headers().getFirst("Authorization"))
        .isEqualTo("Bearer rosemary");
  }

  @Test
  void withoutAnEndpointNothingIsDone() {
    MetricsPush push = new MetricsPush(TestSettings.of(Map.of()), meters, HTTP, VERTX, clock);
    count(1);

    push.soon();
    push.atTheEnd(new ShutdownDelayInitiatedEvent());

    assertThat(collector.pushes()).isEmpty();
  }

  private void count(int often) {
    for (int i = 0; i < often; i++) {
      new Metrics(meters).restore(Reason.TAG_RESTORED);
    }
  }

  private Push first() {
    List<Push> pushes = await().until(collector::pushes, all -> !all.isEmpty());
    return pushes.getFirst();
  }

  private static NumberDataPoint point(Push push) {
    return push.metric("tagfast.restores").toList().getFirst().getSum().getDataPoints(0);
  }

  private static AggregationTemporality temporality(Push push) {
    return push.metric("tagfast.restores").toList().getFirst().getSum().getAggregationTemporality();
  }

  private MetricsPush push(Map<String, String> otlp) {
    Map<String, String> settings = new HashMap<>();
    settings.put("tagfast.metrics.otlp.collector", collector.url() + "/");
    otlp.forEach((name, value) -> settings.put("tagfast.metrics.otlp." + name, value));
    return new MetricsPush(TestSettings.of(settings), meters, HTTP, VERTX, clock);
  }
}
