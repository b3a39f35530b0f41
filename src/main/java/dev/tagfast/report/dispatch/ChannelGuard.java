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
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * Guards one channel. A silent one costs one time-out, and not one per report: it is left alone for
 * a while, then one report tries again. What it misses stays owed, and a later look tells it. No
 * more reports go to it at once than its connections carry; the others wait in the order of their
 * arrival, because a report that waits for a connection would spend its time-out with that.
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

  /**
   * @param nanos a clock that never goes back
   */
  ChannelGuard(ReportChannel channel, LongSupplier nanos) {
    this.channel = channel;
    this.nanos = nanos;
    breaker = new CircuitBreaker(FAILURES, OPEN, nanos);
  }

  /** Delivers; empty: the channel is left alone, and the report stays owed. */
  Optional<DeliveryResult> deliver(Report report) {
    turns.acquireUninterruptibly();
    try {
      // Asked after the wait: the channel may have become silent meanwhile.
      return breaker.leftAlone(PLACE).isPresent() ? Optional.empty() : Optional.of(tried(report));
    } finally {
      turns.release();
    }
  }

  private DeliveryResult tried(Report report) {
    long start = nanos.getAsLong();
    DeliveryResult result = attempt(report);
    switch (result) {
      case Delivered _, Refused _ -> breaker.succeeded(PLACE);
      case NotApplicable _ -> breaker.untried(PLACE);
      case Undelivered _ -> {
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
  private DeliveryResult attempt(Report report) {
    try {
      return channel.deliver(report);
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
