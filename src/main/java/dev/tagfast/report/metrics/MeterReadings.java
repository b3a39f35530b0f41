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
 * What our meters show at one moment, and the requests that Quarkus counts. Nothing of the JVM: of
 * a pod that lives for a minute nobody can use it.
 */
record MeterReadings(Map<Series, Reading> bySeries) {
  /** Before anything was counted. */
  static final MeterReadings NONE = new MeterReadings(Map.of());

  MeterReadings {
    bySeries = new LinkedHashMap<>(bySeries);
  }

  /** What a series is of. */
  enum Kind {
    COUNTER,
    TIMER
  }

  /** One row of a metric. */
  record Series(String name, Kind kind, Map<String, String> attributes) {}

  /**
   * @param sum of the counter; the seconds of the timer
   * @param count of the timer's events; of a counter the same as its sum
   */
  record Reading(double sum, long count) {
    static final Reading ZERO = new Reading(0, 0);
  }

  static MeterReadings of(MeterRegistry registry) {
    Map<Series, Reading> found = new LinkedHashMap<>();
    for (Meter meter : registry.getMeters()) {
      String name = meter.getId().getName();
      if (!name.startsWith("tagfast.") && !name.equals("http.server.requests")) {
        continue;
      }
      switch (meter) {
        case Counter counter ->
            found.put(
                series(meter, Kind.COUNTER),
                new Reading(counter.count(), Math.round(counter.count())));
        case Timer timer ->
            found.put(
                series(meter, Kind.TIMER),
                new Reading(timer.totalTime(TimeUnit.SECONDS), timer.count()));
        default -> {
          // We have no other kind.
        }
      }
    }
    return new MeterReadings(found);
  }

  /** What came since then; a series to which nothing came is left out. */
  MeterReadings since(MeterReadings earlier) {
    Map<Series, Reading> more = new LinkedHashMap<>();
    bySeries.forEach(
        (series, now) -> {
          Reading then = earlier.bySeries.getOrDefault(series, Reading.ZERO);
          if (now.count() != then.count()) {
            more.put(series, new Reading(now.sum() - then.sum(), now.count() - then.count()));
          }
        });
    return new MeterReadings(more);
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
