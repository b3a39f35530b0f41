package dev.tagfast.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Says which reconcile is the first of a day (UTC). A process that starts for every reconcile, as
 * on Knative, does not know when the last one was. For it that is one within {@link #INTERVAL}
 * after midnight. A schedule that never falls into that time never is due.
 */
final class OncePerDay {
  /** The default interval of reconcile. */
  private static final Duration INTERVAL = Duration.ofMinutes(5);

  private Instant last;

  OncePerDay(Instant now) {
    last = now;
  }

  synchronized boolean isDue(Instant now) {
    Instant before = last.isBefore(now.minus(INTERVAL)) ? last : now.minus(INTERVAL);
    last = now;
    return day(before) != day(now);
  }

  private static long day(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
  }
}
