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
 * Pushes metrics by OTLP, because the counters of a pod that scales to zero die with it: shortly
 * after something was counted, and once more before the end. Nothing of it is loaded where no
 * endpoint is set, no event waits for it, and none fails because of it.
 */
@ApplicationScoped
public class MetricsPush {
  private static final Logger LOG = Logger.getLogger(MetricsPush.class);

  /** So that the answer goes out first, and is counted too. */
  private static final Duration AFTER_THE_ANSWER = Duration.ofMillis(200);

  private static final Duration AT_THE_END = Duration.ofSeconds(2);
  private static final Duration QUIET = Duration.ofMinutes(1);

  /** After whatever else ends, which is counted too. */
  private static final int LAST = Interceptor.Priority.APPLICATION + 900;

  private final Optional<OtlpTarget> target;
  private final MeterRegistry meters;
  private final HttpPost http;
  private final Vertx vertx;
  private final InstantSource clock;
  private final AtomicBoolean isDue = new AtomicBoolean();
  private volatile boolean isEnding;
  private volatile Instant next = Instant.EPOCH;
  private Instant quietUntil = Instant.EPOCH;
  private MeterReadings taken = MeterReadings.NONE;
  private Optional<Instant> takenAt = Optional.empty();

  MetricsPush(
      Settings settings, MeterRegistry meters, HttpPost http, Vertx vertx, InstantSource clock) {
    target = OtlpTarget.of(settings);
    this.meters = meters;
    this.http = http;
    this.vertx = vertx;
    this.clock = clock;
  }

  /** Something was counted. Returns at once. */
  public void soon() {
    if (target.isEmpty() || isEnding || !isDue.compareAndSet(false, true)) {
      return;
    }
    Duration wait = Duration.between(clock.instant(), next);
    if (wait.compareTo(AFTER_THE_ANSWER) < 0) {
      wait = AFTER_THE_ANSWER;
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

  void atTheEnd(@Observes @Priority(LAST) ShutdownDelayInitiatedEvent stop) {
    // Vert.x takes no timers any more by the time that the last stragglers count.
    isEnding = true;
    target.ifPresent(to -> push(to, AT_THE_END));
  }

  /** One that comes late would find the meters closed, which then show zeros. */
  private synchronized void pushUnlessEnding(OtlpTarget to) {
    if (!isEnding) {
      push(to, to.timeout());
    }
  }

  // One at a time: what the last one sent is what the next one starts from.
  private synchronized void push(OtlpTarget to, Duration timeout) {
    Instant time = clock.instant();
    next = time.plus(to.atMostEvery());
    // What is counted from here on may be too late for this push, and asks for another.
    isDue.set(false);
    MeterReadings now = MeterReadings.of(meters);
    MeterReadings since = now.since(taken);
    if (since.isEmpty()) {
      return;
    }
    Instant from = takenAt.filter(_ -> to.isDelta()).orElseGet(this::startOfProcess);
    byte[] message = OtlpMessage.of(to, to.isDelta() ? since : now, from, time);
    Map<String, String> headers = new HashMap<>(to.headers());
    headers.put("Content-Type", "application/x-protobuf");
    switch (http.send(to.url(), headers, message, timeout)) {
      case Status status when status.isTaken() -> {
        taken = now;
        takenAt = Optional.of(time);
      }
      case Status(int code) -> complain(to, time, "it answered " + code);
      case NoAnswer(String why) -> complain(to, time, why);
    }
  }

  /** Nothing is lost: what was not taken goes with the next push, if there is one. */
  private void complain(OtlpTarget to, Instant now, String why) {
    if (now.isBefore(quietUntil)) {
      return;
    }
    quietUntil = now.plus(QUIET);
    LOG.warnf(
        "Metrics could not be pushed to %s: %s (said once a minute; they go with the next push)",
        to.url(), why);
  }

  private Instant startOfProcess() {
    return ProcessHandle.current().info().startInstant().orElseGet(clock::instant);
  }
}
