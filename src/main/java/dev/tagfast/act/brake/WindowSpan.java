package dev.tagfast.act.brake;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A time of some days of the week, in its zone. Where the clocks change, a time that does not exist
 * is as much later as the clocks jump, and of a time that comes twice the first counts.
 *
 * @param days on which it begins
 * @param end not after {@code start}: on the next day
 */
record WindowSpan(Set<DayOfWeek> days, LocalTime start, LocalTime end, ZoneId zone) {
  /** Copies the set. */
  WindowSpan {
    days = Set.copyOf(days);
  }

  boolean isOpen(Instant now) {
    LocalDate today = now.atZone(zone).toLocalDate();
    return isOpen(today, now) || isOpen(today.minusDays(1), now);
  }

  private boolean isOpen(LocalDate day, Instant now) {
    return days.contains(day.getDayOfWeek()) && !now.isBefore(start(day)) && now.isBefore(end(day));
  }

  /** When it opens next; empty: not within the time that is looked at. */
  Optional<Instant> opensAfter(Instant now) {
    LocalDate today = now.atZone(zone).toLocalDate();
    return IntStream.rangeClosed(0, Math.toIntExact(WindowTimes.LOOKED_AHEAD.toDays()))
        .mapToObj(today::plusDays)
        .filter(day -> days.contains(day.getDayOfWeek()))
        .filter(day -> start(day).isBefore(end(day)))
        .map(this::start)
        .filter(now::isBefore)
        .findFirst();
  }

  private Instant start(LocalDate day) {
    return day.atTime(start).atZone(zone).toInstant();
  }

  private Instant end(LocalDate day) {
    return (end.isAfter(start) ? day : day.plusDays(1)).atTime(end).atZone(zone).toInstant();
  }
}
