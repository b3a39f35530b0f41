package dev.tagfast.report.metrics;

import dev.tagfast.report.http.HttpPost;
import dev.tagfast.report.http.PostResult.NoAnswer;
import dev.tagfast.report.http.PostResult.Status;
import dev.tagfast.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Pushes metrics by OTLP shortly after something was counted, and once more at shutdown. Without
 * it, the counters of a pod that scales to zero would be lost.
 *
 * <p>No OTLP class is loaded if no endpoint is set. No event waits for a push or fails because of
 * one.
 */
@ApplicationScoped
public class MetricsPush {
  private static final Logger LOG = Logger.getLogger(MetricsPush.class);

  /** The delay of a push after an event, so that the answer goes out first and is counted, too. */
  private static final Duration DELAY_AFTER_COUNT = Duration.ofMillis(200);

  private static final Duration FINAL_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration WARNING_INTERVAL = Duration.ofMinutes(1);

  /**
   * The observer priority of the last push: after the other shutdown observers, whose counts it
   * includes.
   */
  private static final int LAST_PRIORITY = Interceptor.Priority.APPLICATION + 900;

  private final Optional<OtlpTarget> target;
  private final MeterRegistry meters;
  private final HttpPost http;
  private final Vertx vertx;
  private final InstantSource clock;
  private final AtomicBoolean isDue = new AtomicBoolean();
  private volatile boolean isEnding;
  private volatile Instant earliestNextPush = Instant.EPOCH;
  private Instant nextWarning = Instant.EPOCH;
  private MeterReadings lastPushed = MeterReadings.NONE;
  private Optional<Instant> lastPushedAt = Optional.empty();

  MetricsPush(
      Settings settings, MeterRegistry meters, HttpPost http, Vertx vertx, InstantSource clock) {
    target = OtlpTarget.of(settings);
    this.meters = meters;
    this.http = http;
    this.vertx = vertx;
    this.clock = clock;
  }

  /** Asks for a push after something was counted. Returns at once. */
  public void soon() {
    if (target.isEmpty() || isEnding || !isDue.compareAndSet(false, true)) {
      return;
    }
    Duration wait = Duration.between(clock.instant(), earliestNextPush);
    if (wait.compareTo(DELAY_AFTER_COUNT) < 0) {
      wait = DELAY_AFTER_COUNT;
    }
    vertx.setTimer(
        wait.toMillis(),
        _ ->
            vertx.executeBlocking(
                () -> {
                  target.ifPresent(this::pushUnlessEnding);
                  return true;
                },
                false));
  }

  void atTheEnd(@Observes @Priority(LAST_PRIORITY) ShutdownDelayInitiatedEvent stop) {
    // When the last requests are counted, Vert.x no longer accepts timers.
    isEnding = true;
    target.ifPresent(to -> push(to, FINAL_TIMEOUT));
  }

  /**
   * Pushes unless the final push has started. A later push would read closed meters, which show
   * zeros.
   */
  private synchronized void pushUnlessEnding(OtlpTarget to) {
    if (!isEnding) {
      push(to, to.timeout());
    }
  }

  // Synchronized: each push starts from the readings of the push before.
  private synchronized void push(OtlpTarget to, Duration timeout) {
    Instant time = clock.instant();
    earliestNextPush = time.plus(to.atMostEvery());
    // Something counted from here on may be too late for this push and asks for another.
    isDue.set(false);
    MeterReadings now = MeterReadings.of(meters);
    MeterReadings since = now.since(lastPushed);
    if (since.isEmpty()) {
      return;
    }
    Instant from = lastPushedAt.filter(_ -> to.isDelta()).orElseGet(this::startOfProcess);
    byte[] message = OtlpMessage.of(to, to.isDelta() ? since : now, from, time);
    Map<String, String> headers = new HashMap<>(to.headers());
    headers.put("Content-Type", "application/x-protobuf");
    switch (http.send(to.url(), headers, message, timeout)) {
      case Status status when status.isTaken() -> {
        lastPushed = now;
        lastPushedAt = Optional.of(time);
      }
      case Status(int code, Optional<Duration> _) -> warn(to, time, "it answered " + code);
      case NoAnswer(String why) -> warn(to, time, why);
    }
  }

  /**
   * Warns at most once a minute. Nothing is lost: the next push includes what this one did not
   * deliver, if there is a next push.
   */
  private void warn(OtlpTarget to, Instant now, String why) {
    if (now.isBefore(nextWarning)) {
      return;
    }
    nextWarning = now.plus(WARNING_INTERVAL);
    LOG.warnf(
        "Metrics could not be pushed to %s: %s (said once a minute; they go with the next push)",
        to.url(), why);
  }

  private Instant startOfProcess() {
    return ProcessHandle.current().info().startInstant().orElseGet(clock::instant);
  }
}
