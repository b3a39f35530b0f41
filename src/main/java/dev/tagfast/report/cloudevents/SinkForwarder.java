package dev.tagfast.report.cloudevents;

import dev.tagfast.image.ImageEvent;
import dev.tagfast.report.EventLog;
import dev.tagfast.report.http.HttpPost;
import dev.tagfast.report.http.PostResult.NoAnswer;
import dev.tagfast.report.http.PostResult.Status;
import dev.tagfast.report.http.SecretUrl;
import dev.tagfast.report.metrics.Metrics;
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
 * Forwards push events to {@code tagfast.forward.sink} and does not process them. Each is one
 * CloudEvent in binary mode, with the same id however often the registry repeats it.
 */
@ApplicationScoped
public class SinkForwarder implements PushForwarder {
  private static final String SETTING = "tagfast.forward.sink";

  private final Optional<SecretUrl> sink;
  private final SinkToken token;
  private final CloudEventOverrides overrides;
  private final PushedEvents events;
  private final HttpPost http;
  private final Metrics metrics;

  SinkForwarder(Settings settings, PushedEvents events, HttpPost http, Metrics metrics) {
    sink = sink(settings);
    token = new SinkToken(settings.forward().tokenFile());
    overrides = CloudEventOverrides.of(settings);
    this.events = events;
    this.http = http;
    this.metrics = metrics;
  }

  /**
   * The configured sink; empty if none is set.
   *
   * @throws dev.tagfast.settings.WrongSetting if it is not a URL
   */
  public static Optional<SecretUrl> sink(Settings settings) {
    return settings
        .forward()
        .sink()
        .filter(text -> !text.isBlank())
        .map(text -> SecretUrl.parse(SETTING + " (K_SINK)", text));
  }

  @Override
  public Optional<String> forward(
      ImageEvent event,
      Optional<TraceContext> origin,
      Optional<TraceContext> hop,
      Duration within) {
    long start = System.nanoTime();
    SecretUrl to = sink.orElseThrow(() -> new IllegalStateException(SETTING + " is not set"));
    CloudEvent out = overrides.applyTo(events.of(event, origin.or(() -> hop)));
    CloudEventData data = Objects.requireNonNull(out.getData(), "a push event always has data");
    Optional<String> refusal =
        switch (http.send(to, headers(out, hop.or(() -> origin)), data.toBytes(), within)) {
          case Status status when status.isTaken() -> Optional.empty();
          case Status(int code, Optional<Duration> _) ->
              Optional.of(
                  "the sink at %s (%s) answered %d%s"
                      .formatted(
                          to,
                          SETTING,
                          code,
                          code / 100 == 3 ? ", a redirect, which is not followed" : ""));
          case NoAnswer(String why) ->
              Optional.of("the sink at %s (%s): %s".formatted(to, SETTING, why));
        };
    if (refusal.isEmpty()) {
      EventLog.forwarded(event, out.getId(), Duration.ofNanos(System.nanoTime() - start));
    }
    metrics.forwarded(event, refusal.isEmpty());
    return refusal;
  }

  /**
   * The headers of the request. The trace context is sent twice: as the event's extension, which no
   * hop changes, and as the header of this hop (CloudEvents, Distributed Tracing extension).
   */
  private Map<String, String> headers(CloudEvent event, Optional<TraceContext> hop) {
    Map<String, String> headers = new TreeMap<>(BinaryMode.headers(event));
    headers.putAll(token.headers());
    hop.ifPresent(
        trace -> {
          headers.put("traceparent", trace.parent());
          trace.state().ifPresent(state -> headers.put("tracestate", state));
        });
    return headers;
  }
}
