package dev.tagfast.registry.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parses the {@code Retry-After} header: seconds or a date (RFC 9110, 10.2.3). */
public final class RetryAfter {
  private static final Duration LONGEST = Duration.ofHours(1);

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  private RetryAfter() {}

  /**
   * The duration that the header asks for, between zero and one hour. Empty: it is missing or has
   * neither form.
   */
  public static Optional<Duration> of(HttpResponse response, Instant now) {
    return response.first("Retry-After").flatMap(text -> of(text, now));
  }

  /**
   * The same without a clock: a date counts from that of the answer.
   *
   * @param date the header {@code Date}; without it, a date says nothing
   */
  public static Optional<Duration> of(String text, Optional<String> date) {
    Optional<Instant> answered = date.flatMap(RetryAfter::time);
    return answered.isPresent() || SECONDS.matcher(text).matches()
        ? of(text, answered.orElse(Instant.EPOCH))
        : Optional.empty();
  }

  private static Optional<Duration> of(String text, Instant now) {
    return parse(text, now).map(RetryAfter::bounded);
  }

  private static Optional<Duration> parse(String text, Instant now) {
    if (SECONDS.matcher(text).matches()) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    return time(text).map(then -> Duration.between(now, then));
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Duration bounded(Duration asked) {
    if (asked.isNegative()) {
      return Duration.ZERO;
    }
    return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
  }
}
