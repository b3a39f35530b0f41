package dev.tagfast.report.dispatch;

import dev.tagfast.breaker.CircuitBreaker;
import dev.tagfast.report.DeliveryResult;
import dev.tagfast.report.DeliveryResult.Delivered;
import dev.tagfast.report.DeliveryResult.NotApplicable;
import dev.tagfast.report.DeliveryResult.Refused;
import dev.tagfast.report.DeliveryResult.Undelivered;
import dev.tagfast.report.Report;
import dev.tagfast.report.ReportChannel;
import dev.tagfast.report.Reporter;
import dev.tagfast.report.metrics.Metrics;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Sends each report to every channel. A channel that fails does not stop the others.
 *
 * <p>A repeat goes only to the channels that did not take the report, as far as this process
 * remembers. Otherwise a sink that is down for a day would repeat the alert in Slack at every
 * reconcile.
 */
@ApplicationScoped
public class ReportDispatcher implements Reporter {
  private static final Logger LOG = Logger.getLogger(ReportDispatcher.class);
  private static final int REMEMBERED = 2_000;

  /**
   * A channel that is silent so often in a row is left alone: each report would cost a time-out.
   */
  static final int FAILURES = 3;

  /** For so long; what is owed to it meanwhile is told by a later look. */
  static final Duration OPEN = Duration.ofSeconds(5);

  private final List<ReportChannel> channels;
  private final Metrics metrics;
  private final RecentlySeen taken = new RecentlySeen(REMEMBERED);
  private final RecentlySeen warned = new RecentlySeen(REMEMBERED);
  private final CircuitBreaker breaker;

  @Inject
  public ReportDispatcher(@All List<ReportChannel> channels, Metrics metrics) {
    this(channels, metrics, System::nanoTime);
  }

  /**
   * @param nanos a clock that never goes back
   */
  ReportDispatcher(List<ReportChannel> channels, Metrics metrics, LongSupplier nanos) {
    this.channels = channels;
    this.metrics = metrics;
    breaker = new CircuitBreaker(FAILURES, OPEN, nanos);
  }

  @Override
  public List<String> tell(Report report) {
    List<String> owed = new ArrayList<>();
    for (ReportChannel channel : channels) {
      String deliveryKey = channel.name() + " " + report.id();
      if (taken.contains(deliveryKey)) {
        continue;
      }
      if (breaker.leftAlone(channel.name()).isPresent()) {
        owed.add(channel.name());
        continue;
      }
      DeliveryResult delivery = deliver(channel, report);
      metrics.report(report.kind(), channel.name(), delivery);
      if (delivery instanceof Undelivered) {
        breaker.failed(channel.name());
      } else {
        breaker.succeeded(channel.name());
      }
      switch (delivery) {
        case Delivered _ -> taken.add(deliveryKey);
        case NotApplicable _ -> {}
        case Refused(String why) -> {
          taken.add(deliveryKey);
          if (warned.add(why)) {
            LOG.warnf("%s does not take reports: %s", channel.name(), why);
          }
        }
        case Undelivered(String why) -> {
          owed.add(channel.name());
          LOG.warnf("%s %s stays owed to %s: %s", report.kind(), report.id(), channel.name(), why);
        }
      }
    }
    return List.copyOf(owed);
  }

  /**
   * Delivers to one channel. An unexpected exception counts as undelivered, so that the other
   * channels still get the report.
   */
  private static DeliveryResult deliver(ReportChannel channel, Report report) {
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
