package dev.tagfast.act.brake;

import dev.tagfast.image.UntrustedText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The times of the week at which rollouts may begin, as {@code Mon-Fri 09:00-17:00 Europe/Berlin;
 * Sat 10:00-12:00} says. One zone is that of all its parts; of several each part names its own;
 * without one it is UTC.
 *
 * @param text as written, for people
 * @param spans its parts, at least one
 */
record WindowTimes(String text, List<WindowSpan> spans) {
  /** Beyond that nobody is told when a window opens. */
  static final Duration LOOKED_AHEAD = Duration.ofDays(14);

  private static final String HOW =
      "write days, times and a zone, as in: Mon-Fri 09:00-17:00 Europe/Berlin; Sat 10:00-12:00";

  private static final int LONGEST = 100;
  private static final int MOST = 50;

  /** Copies the list. */
  WindowTimes {
    spans = List.copyOf(spans);
  }

  static WindowTimes parse(String text) {
    List<WindowPart> parts = new ArrayList<>();
    for (String part : text.replaceAll("\\s*,\\s*", ",").split(";", -1)) {
      if (!part.isBlank()) {
        parts.add(WindowPart.parse(part.strip(), HOW));
      }
    }
    if (parts.isEmpty() || parts.size() > MOST) {
      throw new IllegalArgumentException(HOW);
    }
    Set<String> zones = new TreeSet<>();
    parts.forEach(part -> part.zone().ifPresent(zones::add));
    if (zones.size() > 1 && parts.stream().anyMatch(part -> part.zone().isEmpty())) {
      throw new IllegalArgumentException("of several zones, write each part's own behind it");
    }
    String common = zones.stream().findFirst().orElse("UTC");
    return new WindowTimes(
        UntrustedText.clean(text, LONGEST),
        parts.stream().flatMap(part -> spans(part, zone(part.zone().orElse(common)))).toList());
  }

  private static Stream<WindowSpan> spans(WindowPart part, ZoneId zone) {
    return part.times().stream()
        .map(time -> new WindowSpan(part.days(), time.start(), time.end(), zone));
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name.toUpperCase(Locale.ROOT).equals("UTC") ? "UTC" : name);
    } catch (DateTimeException _) {
      throw new IllegalArgumentException(
          UntrustedText.quoted(name, LONGEST) + " is neither a day, a time nor a zone; " + HOW);
    }
  }

  boolean isOpen(Instant now) {
    return spans.stream().anyMatch(span -> span.isOpen(now));
  }

  /** When it opens next; empty: not soon. */
  Optional<Instant> opensAfter(Instant now) {
    return spans.stream().flatMap(span -> span.opensAfter(now).stream()).min(Instant::compareTo);
  }

  /** The zone to tell times in. */
  ZoneId zone() {
    return spans.getFirst().zone();
  }
}
