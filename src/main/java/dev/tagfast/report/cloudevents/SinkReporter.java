package dev.tagfast.report.cloudevents;

import dev.tagfast.report.DeliveryResult;
import dev.tagfast.report.DeliveryResult.Delivered;
import dev.tagfast.report.DeliveryResult.NotApplicable;
import dev.tagfast.report.DeliveryResult.Undelivered;
import dev.tagfast.report.Report;
import dev.tagfast.report.ReportChannel;
import dev.tagfast.report.http.HttpPost;
import dev.tagfast.report.http.PostResult.NoAnswer;
import dev.tagfast.report.http.PostResult.Status;
import dev.tagfast.report.http.SecretUrl;
import dev.tagfast.settings.Settings;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sends every report to {@code K_SINK} as a CloudEvent in binary mode. Programs rely on the sink,
 * so only a 2xx counts as delivered. With any other answer the report stays in the outbox until the
 * sink is repaired.
 */
@ApplicationScoped
public class SinkReporter implements ReportChannel {
  private final Optional<SecretUrl> sink;
  private final SinkToken token;
  private final CloudEventOverrides overrides;
  private final Duration timeout;
  private final ReportEvents events;
  private final HttpPost http;

  SinkReporter(Settings settings, ReportEvents events, HttpPost http) {
    sink = sink(settings);
    token = new SinkToken(settings.report().tokenFile());
    overrides = CloudEventOverrides.of(settings);
    timeout = settings.report().timeout();
    this.events = events;
    this.http = http;
  }

  /**
   * The configured sink; empty if reports go into the reply.
   *
   * @throws dev.tagfast.settings.WrongSetting if it is not a URL
   */
  public static Optional<SecretUrl> sink(Settings settings) {
    return settings
        .report()
        .sink()
        .filter(text -> !text.isBlank())
        .map(text -> SecretUrl.parse("tagfast.report.sink (K_SINK)", text));
  }

  @Override
  public String name() {
    return "sink";
  }

  @Override
  public boolean takes(Report report) {
    return sink.isPresent();
  }

  @Override
  public DeliveryResult deliver(Report report) {
    return sink.map(to -> send(to, report)).orElseGet(NotApplicable::new);
  }

  private DeliveryResult send(SecretUrl to, Report report) {
    CloudEvent event = overrides.applyTo(events.of(report));
    CloudEventData data = Objects.requireNonNull(event.getData(), "a report always has data");
    Map<String, String> headers = new TreeMap<>(BinaryMode.headers(event));
    headers.putAll(token.headers());
    return switch (http.send(to, headers, data.toBytes(), timeout)) {
      case Status status when status.isTaken() -> new Delivered();
      case Status(int code, Optional<Duration> retryAfter) ->
          new Undelivered(
              "the sink at %s answered %d%s; it is sent again until it is taken"
                  .formatted(
                      to, code, code / 100 == 3 ? " (a redirect, which is not followed)" : ""),
              retryAfter);
      case NoAnswer(String why) -> new Undelivered("the sink at " + to + ": " + why);
    };
  }
}
