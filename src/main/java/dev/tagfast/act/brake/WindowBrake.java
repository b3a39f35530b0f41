package dev.tagfast.act.brake;

import dev.tagfast.act.brake.BrakeAnswer.Stopped;
import dev.tagfast.decide.Reason;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Rollouts begin while all windows are open. What has begun goes on when one shuts. */
final class WindowBrake {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm", Locale.ENGLISH);

  /** Windows that shut each other out could be tried for ever. */
  private static final int MOST_TRIES = 100;

  private WindowBrake() {}

  static Optional<Stopped> of(List<WindowTimes> windows, Instant now) {
    Optional<WindowTimes> shut = windows.stream().filter(window -> !window.isOpen(now)).findFirst();
    return shut.map(
        window ->
            new Stopped(
                Reason.OUTSIDE_WINDOW,
                "It waits for the window \""
                    + window.text()
                    + "\""
                    + opens(windows, now)
                        .map(at -> ", which opens " + time(at, window.zone()) + ".")
                        .orElse(
                            ", which does not open within two weeks"
                                + (windows.size() > 1
                                    ? " while the others are open: those of the namespace, the"
                                        + " workload and the container must overlap."
                                    : "."))));
  }

  /** When all of them are open next; empty: not within the time that is looked at. */
  private static Optional<Instant> opens(List<WindowTimes> windows, Instant now) {
    Instant at = now;
    for (int i = 0; i < MOST_TRIES; i++) {
      Instant tried = at;
      Optional<WindowTimes> shut =
          windows.stream().filter(window -> !window.isOpen(tried)).findFirst();
      if (shut.isEmpty()) {
        return Optional.of(at);
      }
      Optional<Instant> next = shut.get().opensAfter(at);
      if (next.isEmpty() || next.get().isAfter(now.plus(WindowTimes.LOOKED_AHEAD))) {
        return Optional.empty();
      }
      at = next.get();
    }
    return Optional.empty();
  }

  private static String time(Instant at, ZoneId zone) {
    return TIME.format(at.atZone(zone)) + " " + zone.getId() + " (" + at + ")";
  }
}
