package dev.tagfast.report.dispatch;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

  private final List<ReportChannel> channels;
  private final Metrics metrics;
  private final RecentlySeen taken = new RecentlySeen(REMEMBERED);
  private final RecentlySeen warned = new RecentlySeen(REMEMBERED);
  private final Map<ReportChannel, ChannelGuard> guards = new HashMap<>();

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
    channels.forEach(channel -> guards.put(channel, new ChannelGuard(channel, nanos)));
  }

  @Override
  public List<String> tell(Report report) {
    List<String> owed = new ArrayList<>();
    for (ReportChannel channel : channels) {
      String deliveryKey = channel.name() + " " + report.id();
      if (!channel.takes(report) || taken.contains(deliveryKey)) {
        continue;
      }
      Optional<DeliveryResult> attempt =
          Objects.requireNonNull(guards.get(channel)).deliver(report);
      if (attempt.isEmpty()) {
        owed.add(channel.name());
        continue;
      }
      DeliveryResult delivery = attempt.get();
      metrics.report(report.kind(), channel.name(), delivery);
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
}
