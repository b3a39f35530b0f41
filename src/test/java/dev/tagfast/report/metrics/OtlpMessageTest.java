package dev.tagfast.report.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tagfast.report.http.SecretUrl;
import dev.tagfast.report.metrics.MeterReadings.Kind;
import dev.tagfast.report.metrics.MeterReadings.Reading;
import dev.tagfast.report.metrics.MeterReadings.Series;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What our encoding says is what OTLP's own classes read, and write alike. */
class OtlpMessageTest {
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00.000000001Z");
  private static final Instant TO = Instant.parse("2026-01-01T00:01:00Z");

  private final Map<Series, Reading> readings = new LinkedHashMap<>();

  @Test
  void theSeriesOfANameAreOneMetricWithEveryValueInItsField() throws Exception {
    read("tagfast.events", Kind.COUNTER, Map.of("reason", "TagMoved"), new Reading(3, 3));
    read("tagfast.event", Kind.TIMER, Map.of("source", "hub"), new Reading(0.25, 300));
    read("tagfast.events", Kind.COUNTER, Map.of("reason", "geäußert"), new Reading(0, 0));

    ExportMetricsServiceRequest request = sent(false);

    List<Metric> metrics = request.getResourceMetrics(0).getScopeMetrics(0).getMetricsList();
    assertThat(metrics)
        .extracting(Metric::getName)
        .containsExactly("tagfast.events", "tagfast.event");
    assertThat(metrics.get(0).getSum().getIsMonotonic()).isTrue();
    assertThat(metrics.get(0).getSum().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    assertThat(metrics.get(0).getSum().getDataPointsList())
        .extracting(NumberDataPoint::getAsDouble)
        .containsExactly(3.0, 0.0);
    assertThat(
            metrics.get(0).getSum().getDataPoints(1).getAttributes(0).getValue().getStringValue())
        .isEqualTo("geäußert");
    HistogramDataPoint timer = metrics.get(1).getHistogram().getDataPoints(0);
    assertThat(metrics.get(1).getUnit()).isEqualTo("s");
    assertThat(timer.getCount()).isEqualTo(300);
    assertThat(timer.getSum()).isEqualTo(0.25);
    assertThat(timer.getBucketCountsList()).containsExactly(300L);
    assertThat(timer.getStartTimeUnixNano()).isEqualTo(1_767_225_600_000_000_001L);
    assertThat(timer.getTimeUnixNano()).isEqualTo(1_767_225_660_000_000_000L);
  }

  @Test
  void theDifferenceSinceTheLastPushIsSaidToBeOne() throws Exception {
    read("tagfast.events", Kind.COUNTER, Map.of(), new Reading(1, 1));

    Metric metric = sent(true).getResourceMetrics(0).getScopeMetrics(0).getMetrics(0);

    assertThat(metric.getSum().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
  }

  /** A field that nobody knows, or one of another type, would be kept as it is or be lost. */
  @Test
  void otlpsClassesWriteTheSameBytes() throws Exception {
    String longText = "x".repeat(20_000);
    read("tagfast.events", Kind.COUNTER, Map.of("reason", longText), new Reading(7, 7));
    read("tagfast.event", Kind.TIMER, Map.of("source", "hub"), new Reading(1.5, 1L << 40));

    ExportMetricsServiceRequest request = sent(false);

    assertThat(request.toByteArray()).isEqualTo(message(false));
    assertThat(request.getUnknownFields().asMap()).isEmpty();
    assertThat(request.getResourceMetrics(0).getResource().getAttributes(0).getKey())
        .isEqualTo("service.name");
    assertThat(request.getResourceMetrics(0).getScopeMetrics(0).getScope().getName())
        .isEqualTo("dev.tagfast");
  }

  private void read(String name, Kind kind, Map<String, String> attributes, Reading reading) {
    readings.put(new Series(name, kind, attributes), reading);
  }

  private ExportMetricsServiceRequest sent(boolean delta) throws InvalidProtocolBufferException {
    return ExportMetricsServiceRequest.parseFrom(message(delta));
  }

  private byte[] message(boolean delta) {
    OtlpTarget target =
        new OtlpTarget(
            new SecretUrl(URI.create("http://127.0.0.1:1")),
            Map.of(),
            delta,
            Map.of("service.name", "tagfast"),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1));
    return OtlpMessage.of(target, new MeterReadings(readings), FROM, TO);
  }
}
