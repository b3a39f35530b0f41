package dev.tagfast.report.metrics;

import dev.tagfast.report.metrics.MeterReadings.Kind;
import dev.tagfast.report.metrics.MeterReadings.Reading;
import dev.tagfast.report.metrics.MeterReadings.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Encodes readings as an OTLP message. The names are chosen so that Prometheus gives the series the
 * same names that it scrapes: a counter is a monotonic sum ({@code tagfast_events_total}), a timer
 * a histogram of one bucket in seconds ({@code tagfast_event_seconds_count} and {@code _sum}).
 *
 * <p>The numbers of the fields are those of OTLP's protobuf files, version 1; they never change.
 */
final class OtlpMessage {
  private static final int DELTA = 1;
  private static final int CUMULATIVE = 2;

  private OtlpMessage() {}

  /**
   * An {@code ExportMetricsServiceRequest} in protobuf.
   *
   * @param from the start of the period that the readings cover
   * @param to the time of the readings
   */
  static byte[] of(OtlpTarget target, MeterReadings readings, Instant from, Instant to) {
    Points points = new Points(target.isDelta() ? DELTA : CUMULATIVE, nanos(from), nanos(to));
    Map<String, List<Map.Entry<Series, Reading>>> metrics = new LinkedHashMap<>();
    readings
        .bySeries()
        .entrySet()
        .forEach(
            each ->
                metrics.computeIfAbsent(each.getKey().name(), _ -> new ArrayList<>()).add(each));
    ProtobufMessage scope =
        new ProtobufMessage().message(1, new ProtobufMessage().string(1, "dev.tagfast"));
    metrics.forEach((name, series) -> scope.message(2, points.metric(name, series)));
    return new ProtobufMessage()
        .message(
            1,
            new ProtobufMessage()
                .message(1, withAttributes(new ProtobufMessage(), 1, target.resource()))
                .message(2, scope))
        .encoded();
  }

  private record Points(int temporality, long from, long to) {
    /** A {@code Metric}; all series of a name are of one kind. */
    ProtobufMessage metric(String name, List<Map.Entry<Series, Reading>> series) {
      ProtobufMessage metric = new ProtobufMessage().string(1, name);
      ProtobufMessage data = new ProtobufMessage();
      if (series.getFirst().getKey().kind() == Kind.COUNTER) {
        series.forEach(each -> data.message(1, number(each.getKey(), each.getValue())));
        return metric.message(7, data.varint(2, temporality).varint(3, 1));
      }
      series.forEach(each -> data.message(1, histogram(each.getKey(), each.getValue())));
      return metric.string(3, "s").message(9, data.varint(2, temporality));
    }

    /** A {@code NumberDataPoint}. */
    private ProtobufMessage number(Series series, Reading reading) {
      ProtobufMessage point =
          new ProtobufMessage().fixed64(2, from).fixed64(3, to).float64(4, reading.sum());
      return withAttributes(point, 7, series.attributes());
    }

    /** A {@code HistogramDataPoint}. */
    private ProtobufMessage histogram(Series series, Reading reading) {
      ProtobufMessage point =
          new ProtobufMessage()
              .fixed64(2, from)
              .fixed64(3, to)
              .fixed64(4, reading.count())
              .float64(5, reading.sum())
              .packedFixed64(6, reading.count());
      return withAttributes(point, 9, series.attributes());
    }
  }

  /** Adds a {@code KeyValue} for each to a repeated field. */
  private static ProtobufMessage withAttributes(
      ProtobufMessage message, int field, Map<String, String> attributes) {
    attributes.forEach(
        (key, value) ->
            message.message(
                field,
                new ProtobufMessage()
                    .string(1, key)
                    .message(2, new ProtobufMessage().string(1, value))));
    return message;
  }

  private static long nanos(Instant time) {
    return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
  }
}
