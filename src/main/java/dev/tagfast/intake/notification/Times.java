package dev.tagfast.intake.notification;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/**
 * Parses the times that senders write. They are only shown to people, so a malformed time counts as
 * absent.
 */
public final class Times {
  /** RFC 3339, and offsets without a colon ({@code +0000}), which Nexus writes. */
  private static final DateTimeFormatter RFC_3339 =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  /** The last second of the year 9999. */
  private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(253_402_300_799L);

  private Times() {}

  /** Parses a time in RFC 3339. */
  public static Optional<Instant> rfc3339(String text) {
    try {
      Instant time = OffsetDateTime.parse(text, RFC_3339).toInstant();
      // java.time accepts years of nine digits. RFC 3339, and the readers of the answer, accept
      // four.
      int year = time.atOffset(ZoneOffset.UTC).getYear();
      return year >= 0 && year <= 9999 ? Optional.of(time) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Parses a JSON number of seconds since 1970, perhaps with a fraction or an exponent. */
  public static Optional<Instant> seconds(JsonNode number) {
    if (!number.isNumber()) {
      return Optional.empty();
    }
    try {
      BigDecimal seconds = number.decimalValue();
      boolean isInRange = seconds.signum() > 0 && seconds.compareTo(MAX_SECONDS) <= 0;
      return isInRange ? Optional.of(Instant.ofEpochSecond(seconds.longValue())) : Optional.empty();
    } catch (NumberFormatException | ArithmeticException e) {
      return Optional.empty(); // Not a decimal number, like NaN.
    }
  }
}
