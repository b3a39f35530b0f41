package dev.tagfast.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Durations that were measured, and their percentiles. */
public final class Samples {
  private final List<Long> nanos = new ArrayList<>();

  /** How long it takes, whose result is not of interest. */
  void time(Runnable what) {
    long start = System.nanoTime();
    what.run();
    add(Duration.ofNanos(System.nanoTime() - start));
  }

  void add(Duration took) {
    nanos.add(took.toNanos());
  }

  int count() {
    return nanos.size();
  }

  /**
   * In milliseconds, by the nearest rank.
   *
   * @param percent 50 is the median
   */
  double percentile(int percent) {
    List<Long> sorted = nanos.stream().sorted().toList();
    int rank = Math.ceilDiv(percent * sorted.size(), 100);
    return sorted.get(Math.max(0, rank - 1)) / 1e6;
  }
}
