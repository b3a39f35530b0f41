package dev.tagfast.report.dispatch;

import dev.tagfast.report.DeliveryResult;
import dev.tagfast.report.DeliveryResult.Delivered;
import dev.tagfast.report.DeliveryResult.NotForHere;
import dev.tagfast.report.DeliveryResult.Refused;
import dev.tagfast.report.DeliveryResult.Undelivered;
import dev.tagfast.report.Report;
import dev.tagfast.report.ReportChannel;
import dev.tagfast.report.Reporter;
import dev.tagfast.report.metrics.Metrics;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Tells every place; one that fails stops no other. A repeat goes only to the places that did not
 * take it, as far as this process remembers: a sink that is down for a day must not ring the alarm
 * in Slack at every reconcile.
 */
@ApplicationScoped
public class ReportDispatcher implements Reporter {
  private static final Logger LOG = Logger.getLogger(ReportDispatcher.class);
  private static final int REMEMBERED = 2_000;

  private final List<ReportChannel> channels;
  private final Metrics metrics;
  private final RecentlySeen taken = new RecentlySeen(REMEMBERED);
  private final RecentlySeen warned = new RecentlySeen(REMEMBERED);

  public ReportDispatcher(@All List<ReportChannel> channels, Metrics metrics) {
    this.channels = channels;
    this.metrics = metrics;
  }

  @Override
  public List<String> tell(Report report) {
    List<String> owed = new ArrayList<>();
    for (ReportChannel channel : channels) {
      String once = channel.name() + " " + report.id();
      if (taken.has(once)) {
        continue;
      }
      DeliveryResult delivery = tryAt(channel, report);
      metrics.report(report.kind(), channel.name(), delivery);
      switch (delivery) {
        case Delivered _ -> taken.add(once);
        case NotForHere _ -> {}
        case Refused(String why) -> {
          taken.add(once);
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

  /** A fault of our own at one place is no reason not to tell the others. */
  private static DeliveryResult tryAt(ReportChannel channel, Report report) {
    try {
      return channel.deliver(report);
    } catch (RuntimeException e) {
      // Only the class: a message of somebody else's may hold a URL that is a secret.
      return new Undelivered("unexpected " + e.getClass().getName() + whereOf(e));
    }
  }

  private static String whereOf(RuntimeException failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return trace.length == 0 ? "" : " at " + trace[0];
  }
}
