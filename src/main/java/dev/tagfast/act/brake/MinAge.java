package dev.tagfast.act.brake;

import dev.tagfast.act.brake.BrakeAnswer.Stopped;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.Sentence;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a digest must have been the accepted one before it is rolled out, so that a bad image
 * can be found elsewhere first.
 *
 * @param note who says so
 * @param least how long
 */
record MinAge(BrakeNote note, Duration least) {
  private static final Pattern PARTS =
      Pattern.compile("(?:(\\d{1,4})d)?(?:(\\d{1,5})h)?(?:(\\d{1,6})m)?(?:(\\d{1,7})s)?");

  /** Reads {@code 24h}, {@code 7d} or {@code 1h30m}. */
  static Duration parse(String text) {
    Matcher parts = PARTS.matcher(text);
    if (text.isEmpty() || !parts.matches()) {
      throw new IllegalArgumentException("write a time such as 24h, 7d or 1h30m");
    }
    return Duration.ofDays(number(parts, 1))
        .plusHours(number(parts, 2))
        .plusMinutes(number(parts, 3))
        .plusSeconds(number(parts, 4));
  }

  private static long number(Matcher parts, int group) {
    return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
  }

  /** A digest that nobody knows the age of has none. */
  Optional<Stopped> stops(BrakeQuestion question) {
    Instant since = question.since().orElse(question.now());
    Instant end = end(since);
    return question.now().isBefore(end)
        ? Optional.of(stopped(question, since, end))
        : Optional.empty();
  }

  private Instant end(Instant since) {
    try {
      return since.plus(least);
    } catch (DateTimeException | ArithmeticException _) {
      return Instant.MAX;
    }
  }

  private Stopped stopped(BrakeQuestion question, Instant since, Instant end) {
    return new Stopped(
        Reason.DIGEST_TOO_YOUNG,
        "The tag has shown "
            + question.to().abbreviated()
            + question
                .since()
                .map(_ -> " since " + since.truncatedTo(ChronoUnit.SECONDS))
                .orElse(" for an unknown time")
            + ", and "
            + note.quoted()
            + question
                .since()
                .map(_ -> Sentence.of(": it waits until " + end.truncatedTo(ChronoUnit.SECONDS)))
                .orElse("."));
  }
}
