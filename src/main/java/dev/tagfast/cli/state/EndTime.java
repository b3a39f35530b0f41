package dev.tagfast.cli.state;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code --until}. */
public final class EndTime {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,4})([mhd])");

  private EndTime() {}

  /**
   * The end.
   *
   * @throws IllegalArgumentException if it is none, or over; the message is a sentence
   */
  public static Instant parse(String text, Instant now) {
    Matcher duration = DURATION.matcher(text);
    Instant end;
    if (duration.matches()) {
      long number = Long.parseLong(duration.group(1));
      end =
          now.plus(
                  switch (duration.group(2)) {
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                  })
              .truncatedTo(ChronoUnit.SECONDS);
    } else {
      try {
        end = OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException _) {
        throw new IllegalArgumentException(
            "--until wants a time as in 2026-12-01T00:00:00Z, or a duration as in 12h or 7d.");
      }
    }
    if (!end.isAfter(now)) {
      throw new IllegalArgumentException("--until " + end + " is over already.");
    }
    return end;
  }
}
