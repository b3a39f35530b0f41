package dev.tagfast.report.metrics;

import dev.tagfast.report.metrics.MeterReadings.Kind;
import dev.tagfast.report.metrics.MeterReadings.Reading;
import dev.tagfast.report.metrics.MeterReadings.Series;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Encodes readings as an OTLP message. The names are chosen so that Prometheus gives the series the
 * same names that it scrapes: a counter is a monotonic sum ({@code tagfast_events_total}), a timer
 * a histogram of one bucket in seconds ({@code tagfast_event_seconds_count} and {@code _sum}).
 */
final class OtlpMessage {
  private OtlpMessage() {}

  /**
   * An {@code ExportMetricsServiceRequest} in protobuf.
   *
   * @param from the start of the period that the readings cover
   * @param to the time of the readings
   */
  static byte[] of(OtlpTarget target, MeterReadings readings, Instant from, Instant to) {
    Map<String, Metric.Builder> metrics = new LinkedHashMap<>();
    Points points =
        new Points(
            target.isDelta()
                ? AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA
                : AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE,
            nanos(from),
            nanos(to));
    readings
        .bySeries()
        .forEach(
            (series, reading) ->
                points.add(
                    metrics.computeIfAbsent(series.name(), Metric.newBuilder()::setName),
                    series,
                    reading));
    ScopeMetrics.Builder scope =
        ScopeMetrics.newBuilder()
            .setScope(InstrumentationScope.newBuilder().setName("dev.tagfast"));
    metrics.values().forEach(scope::addMetrics);
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .setResource(Resource.newBuilder().addAllAttributes(attributes(target.resource())))
                .addScopeMetrics(scope))
        .build()
        .toByteArray();
  }

  private record Points(AggregationTemporality temporality, long from, long to) {
    void add(Metric.Builder metric, Series series, Reading reading) {
      if (series.kind() == Kind.COUNTER) {
        Sum.Builder sum = metric.getSumBuilder();
        sum.setIsMonotonic(true).setAggregationTemporality(temporality);
        sum.addDataPoints(
            NumberDataPoint.newBuilder()
                .addAllAttributes(attributes(series.attributes()))
                .setStartTimeUnixNano(from)
                .setTimeUnixNano(to)
                .setAsDouble(reading.sum()));
      } else {
        Histogram.Builder histogram = metric.setUnit("s").getHistogramBuilder();
        histogram.setAggregationTemporality(temporality);
        histogram.addDataPoints(
            HistogramDataPoint.newBuilder()
                .addAllAttributes(attributes(series.attributes()))
                .setStartTimeUnixNano(from)
                .setTimeUnixNano(to)
                .setCount(reading.count())
                .setSum(reading.sum())
                .addBucketCounts(reading.count()));
      }
    }
  }

  private static List<KeyValue> attributes(Map<String, String> attributes) {
    return attributes.entrySet().stream()
        .map(
            attribute ->
                KeyValue.newBuilder()
                    .setKey(attribute.getKey())
                    .setValue(AnyValue.newBuilder().setStringValue(attribute.getValue()))
                    .build())
        .toList();
  }

  private static long nanos(Instant time) {
    return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
  }
}
