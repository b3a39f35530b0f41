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

/** Times as senders write them: for people, so a malformed one counts as absent. */
public final class Times {
  /** RFC 3339, also with an offset that lacks its colon ({@code +0000}), as Nexus writes it. */
  private static final DateTimeFormatter RFC_3339 =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  /** The last second of the year 9999. */
  private static final BigDecimal LAST = BigDecimal.valueOf(253_402_300_799L);

  private Times() {}

  /** A time as RFC 3339 writes it. */
  public static Optional<Instant> rfc3339(String text) {
    try {
      Instant time = OffsetDateTime.parse(text, RFC_3339).toInstant();
      // java.time knows years of nine digits; RFC 3339, and whoever reads our answer, of four.
      int year = time.atOffset(ZoneOffset.UTC).getYear();
      return year >= 0 && year <= 9999 ? Optional.of(time) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Seconds since 1970 as a JSON number, perhaps with a fraction or an exponent. */
  public static Optional<Instant> seconds(JsonNode number) {
    if (!number.isNumber()) {
      return Optional.empty();
    }
    try {
      BigDecimal seconds = number.decimalValue();
      boolean isSane = seconds.signum() > 0 && seconds.compareTo(LAST) <= 0;
      return isSane ? Optional.of(Instant.ofEpochSecond(seconds.longValue())) : Optional.empty();
    } catch (NumberFormatException | ArithmeticException e) {
      return Optional.empty(); // Not a number that a decimal can be, like NaN.
    }
  }
}
