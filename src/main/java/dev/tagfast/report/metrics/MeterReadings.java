package dev.tagfast.report.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The values of Tagfast's meters at one moment, and of the HTTP requests that Quarkus counts. JVM
 * metrics are left out: they are of no use for a pod that lives for a minute.
 */
record MeterReadings(Map<Series, Reading> bySeries) {
  /** The readings before anything was counted. */
  static final MeterReadings NONE = new MeterReadings(Map.of());

  MeterReadings {
    bySeries = new LinkedHashMap<>(bySeries);
  }

  /** The kind of a meter. */
  enum Kind {
    COUNTER,
    TIMER
  }

  /** One time series: a meter's name and its attributes. */
  record Series(String name, Kind kind, Map<String, String> attributes) {}

  /**
   * The value of one series.
   *
   * @param sum the count of a counter; the total seconds of a timer
   * @param count the rounded count of a counter; the number of a timer's events
   */
  record Reading(double sum, long count) {
    static final Reading ZERO = new Reading(0, 0);
  }

  static MeterReadings of(MeterRegistry registry) {
    Map<Series, Reading> readings = new LinkedHashMap<>();
    for (Meter meter : registry.getMeters()) {
      String name = meter.getId().getName();
      if (!name.startsWith("tagfast.") && !name.equals("http.server.requests")) {
        continue;
      }
      switch (meter) {
        case Counter counter ->
            readings.put(
                series(meter, Kind.COUNTER),
                new Reading(counter.count(), Math.round(counter.count())));
        case Timer timer ->
            readings.put(
                series(meter, Kind.TIMER),
                new Reading(timer.totalTime(TimeUnit.SECONDS), timer.count()));
        default -> {
          // Tagfast has no other kind of meter.
        }
      }
    }
    return new MeterReadings(readings);
  }

  /** The increase since earlier readings, without the series that did not change. */
  MeterReadings since(MeterReadings earlier) {
    Map<Series, Reading> increase = new LinkedHashMap<>();
    bySeries.forEach(
        (series, now) -> {
          Reading then = earlier.bySeries.getOrDefault(series, Reading.ZERO);
          if (now.count() != then.count()) {
            increase.put(series, new Reading(now.sum() - then.sum(), now.count() - then.count()));
          }
        });
    return new MeterReadings(increase);
  }

  boolean isEmpty() {
    return bySeries.isEmpty();
  }

  private static Series series(Meter meter, Kind kind) {
    Map<String, String> attributes = new TreeMap<>();
    for (Tag tag : meter.getId().getTagsAsIterable()) {
      attributes.put(tag.getKey(), tag.getValue());
    }
    return new Series(meter.getId().getName(), kind, attributes);
  }
}
