package dev.tagfast.act.brake;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One part of a window as it is written: days, times and a zone in any order; without days it is
 * every day.
 *
 * @param zone as written; empty: that of the other parts
 */
record WindowPart(Set<DayOfWeek> days, List<Time> times, Optional<String> zone) {
  private static final Pattern TIME =
      Pattern.compile(
          "([01]?\\d|2[0-3]):([0-5]\\d)-([01]?\\d|2[0-3]):([0-5]\\d)|([01]?\\d|2[0-3]):([0-5]\\d)-24:00");

  /**
   * A time of the day; an end that is not after its start is on the next day.
   *
   * @param end midnight for {@code 24:00}
   */
  record Time(LocalTime start, LocalTime end) {}

  /** Copies the collections. */
  WindowPart {
    days = Set.copyOf(days);
    times = List.copyOf(times);
  }

  /**
   * @param how what to say to a person where the part is not understood
   */
  static WindowPart parse(String text, String how) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    List<Time> times = new ArrayList<>();
    Optional<String> zone = Optional.empty();
    for (String word : text.split("\\s+", -1)) {
      Optional<Set<DayOfWeek>> named = days(word);
      if (named.isPresent() && days.isEmpty()) {
        days.addAll(named.get());
      } else if (Character.isDigit(word.charAt(0)) && times.isEmpty()) {
        times.addAll(times(word, how));
      } else if (named.isEmpty() && !Character.isDigit(word.charAt(0)) && zone.isEmpty()) {
        zone = Optional.of(word);
      } else {
        throw new IllegalArgumentException(how);
      }
    }
    if (times.isEmpty()) {
      throw new IllegalArgumentException(how + " (a whole day is 00:00-24:00)");
    }
    return new WindowPart(days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days, times, zone);
  }

  private static List<Time> times(String word, String how) {
    List<Time> times = new ArrayList<>();
    for (String one : word.split(",", -1)) {
      Matcher time = TIME.matcher(one);
      if (!time.matches()) {
        throw new IllegalArgumentException(how);
      }
      if (time.group(5) != null) {
        times.add(new Time(time(time.group(5), time.group(6)), LocalTime.MIDNIGHT));
        continue;
      }
      LocalTime start = time(time.group(1), time.group(2));
      LocalTime end = time(time.group(3), time.group(4));
      if (start.equals(end)) {
        throw new IllegalArgumentException(
            "a window that ends when it begins is none; a whole day is 00:00-24:00");
      }
      times.add(new Time(start, end));
    }
    return times;
  }

  private static LocalTime time(String hour, String minute) {
    return LocalTime.of(Integer.parseInt(hour), Integer.parseInt(minute));
  }

  /** {@code Mon-Fri,Sun}; empty: not all of it are days. */
  private static Optional<Set<DayOfWeek>> days(String word) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String range : word.split(",", -1)) {
      String[] ends = range.split("-", -1);
      Optional<DayOfWeek> first = day(ends[0]);
      Optional<DayOfWeek> last = day(ends[ends.length - 1]);
      if (ends.length > 2 || first.isEmpty() || last.isEmpty()) {
        return Optional.empty();
      }
      for (DayOfWeek day = first.get(); day != last.get(); day = day.plus(1)) {
        days.add(day);
      }
      days.add(last.get());
    }
    return Optional.of(days);
  }

  private static Optional<DayOfWeek> day(String name) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (name.equalsIgnoreCase(day.name()) || name.equalsIgnoreCase(day.name().substring(0, 3))) {
        return Optional.of(day);
      }
    }
    return Optional.empty();
  }
}
