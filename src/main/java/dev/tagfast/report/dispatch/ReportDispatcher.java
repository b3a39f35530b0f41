package dev.tagfast.report.dispatch;

import dev.tagfast.report.DeliveryResult;
import dev.tagfast.report.DeliveryResult.Delivered;
import dev.tagfast.report.DeliveryResult.NotApplicable;
import dev.tagfast.report.DeliveryResult.Refused;
import dev.tagfast.report.DeliveryResult.Undelivered;
import dev.tagfast.report.Report;
import dev.tagfast.report.ReportChannel;
import dev.tagfast.report.Reporter;
import dev.tagfast.report.message.Messengers;
import dev.tagfast.report.metrics.Metrics;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  public ReportDispatcher(
      @All List<ReportChannel> channels, Messengers messengers, Metrics metrics) {
    this(
        Stream.concat(channels.stream(), messengers.channels().stream()).toList(),
        metrics,
        System::nanoTime);
  }

  /** For these channels alone. */
  public ReportDispatcher(List<ReportChannel> channels, Metrics metrics) {
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
    return channels.stream()
        .filter(channel -> !owed(channel, List.of(report)).isEmpty())
        .map(ReportChannel::name)
        .toList();
  }

  @Override
  public Set<String> tellAll(List<Report> reports) {
    return channels.stream()
        .flatMap(channel -> owed(channel, reports).stream())
        .map(Report::id)
        .collect(Collectors.toSet());
  }

  /** Sends to one channel what it does not have yet; the result is what it did not take. */
  private List<Report> owed(ReportChannel channel, List<Report> reports) {
    Map<String, List<Report>> groups = new LinkedHashMap<>();
    reports.stream()
        .filter(report -> channel.takes(report) && !taken.contains(key(channel, report)))
        .forEach(
            report ->
                groups
                    .computeIfAbsent(channel.groupOf(report), _ -> new ArrayList<>())
                    .add(report));
    return groups.values().stream()
        .filter(group -> isOwed(channel, group))
        .flatMap(List::stream)
        .toList();
  }

  private boolean isOwed(ReportChannel channel, List<Report> group) {
    Optional<DeliveryResult> attempt = Objects.requireNonNull(guards.get(channel)).deliver(group);
    attempt.ifPresent(
        delivery ->
            group.forEach(report -> metrics.report(report.kind(), channel.name(), delivery)));
    return attempt
        .map(
            delivery ->
                switch (delivery) {
                  case Delivered _ -> {
                    group.forEach(report -> taken.add(key(channel, report)));
                    yield false;
                  }
                  case NotApplicable _ -> false;
                  case Refused(String why) -> {
                    group.forEach(report -> taken.add(key(channel, report)));
                    if (warned.add(why)) {
                      LOG.warnf("%s does not take reports: %s", channel.name(), why);
                    }
                    yield false;
                  }
                  case Undelivered(String why, Optional<Duration> _) -> {
                    for (Report report : group) {
                      LOG.warnf(
                          "%s %s stays owed to %s: %s",
                          report.kind(), report.id(), channel.name(), why);
                    }
                    yield true;
                  }
                })
        .orElse(true);
  }

  private static String key(ReportChannel channel, Report report) {
    return channel.name() + " " + report.id();
  }
}
