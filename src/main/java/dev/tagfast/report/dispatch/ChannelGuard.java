package dev.tagfast.report.dispatch;

import dev.tagfast.breaker.CircuitBreaker;
import dev.tagfast.report.DeliveryResult;
import dev.tagfast.report.DeliveryResult.Delivered;
import dev.tagfast.report.DeliveryResult.NotApplicable;
import dev.tagfast.report.DeliveryResult.Refused;
import dev.tagfast.report.DeliveryResult.Undelivered;
import dev.tagfast.report.Report;
import dev.tagfast.report.ReportChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Guards one channel. A silent one costs one time-out, and not one per report: it is left alone for
 * a while, then one report tries again. What it misses stays owed, and a later look tells it. No
 * more messages go to it at once than its connections carry; the others wait in the order of their
 * arrival, because a report that waits for a connection would spend its time-out with that. One
 * that asks to be left alone ({@code Retry-After}) gets nothing before that time is over.
 */
final class ChannelGuard {
  /** Failures in a row after which it is left alone. One failure that was slow is enough. */
  static final int FAILURES = 3;

  /** What counts as slow: a refused connection costs nothing. */
  static final Duration SLOW = Duration.ofSeconds(1);

  /** How long it is left alone. */
  static final Duration OPEN = Duration.ofSeconds(5);

  /** Fewer than the connections of {@code HttpPost} to one host, which channels may share. */
  static final int MOST_AT_ONCE = 40;

  private static final String PLACE = "";

  private final ReportChannel channel;
  private final LongSupplier nanos;
  private final CircuitBreaker breaker;
  private final Semaphore turns = new Semaphore(MOST_AT_ONCE, true);
  private final AtomicReference<Optional<Long>> pausedUntil =
      new AtomicReference<>(Optional.empty());

  /**
   * @param nanos a clock that never goes back
   */
  ChannelGuard(ReportChannel channel, LongSupplier nanos) {
    this.channel = channel;
    this.nanos = nanos;
    breaker = new CircuitBreaker(FAILURES, OPEN, nanos);
  }

  /** Delivers; empty: the channel is left alone, and the report stays owed. */
  Optional<DeliveryResult> deliver(List<Report> group) {
    turns.acquireUninterruptibly();
    try {
      // Asked after the wait: the channel may have become silent meanwhile.
      return isPaused() || breaker.leftAlone(PLACE).isPresent()
          ? Optional.empty()
          : Optional.of(tried(group));
    } finally {
      turns.release();
    }
  }

  private boolean isPaused() {
    return pausedUntil.get().filter(until -> until - nanos.getAsLong() > 0).isPresent();
  }

  private DeliveryResult tried(List<Report> group) {
    long start = nanos.getAsLong();
    DeliveryResult result = attempt(group);
    switch (result) {
      case Delivered _, Refused _ -> breaker.succeeded(PLACE);
      case NotApplicable _ -> breaker.untried(PLACE);
      case Undelivered(String _, Optional<Duration> retryAfter) -> {
        retryAfter.ifPresent(
            pause -> pausedUntil.set(Optional.of(nanos.getAsLong() + pause.toNanos())));
        if (nanos.getAsLong() - start >= SLOW.toNanos()) {
          breaker.silent(PLACE);
        } else {
          breaker.failed(PLACE);
        }
      }
    }
    return result;
  }

  /**
   * Delivers. An unexpected exception counts as undelivered, so that the other channels and the
   * other reports are not stopped.
   */
  private DeliveryResult attempt(List<Report> group) {
    try {
      return channel.deliver(group);
    } catch (RuntimeException e) {
      // Only the class: the message of a library may contain a secret URL.
      return new Undelivered("unexpected " + e.getClass().getName() + firstFrame(e));
    }
  }

  private static String firstFrame(RuntimeException failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return trace.length == 0 ? "" : " at " + trace[0];
  }
}
