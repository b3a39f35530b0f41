package dev.tagfast.policy.match;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.time.YearMonth;
import java.util.Optional;

/**
 * The day or the moment that a tag names: {@code 2018-05-12}, {@code v20240512}, {@code
 * bookworm-20260803-slim}, {@code RELEASE.2024-05-10T01-41-38Z}, {@code 20240512.1}, {@code
 * main-1715500000}. What only has the shape of a day ({@code 20249999}) is none. What stands behind
 * it starts with a letter: {@code 20240512-2530} is no day with a variant, but an unknown number.
 *
 * @param before what stands before it, without the separator; often empty
 * @param exact it names more than a day: a time, a count within the day, or Unix seconds
 */
record DateTag(String before, boolean exact) {
  private static final int FEWEST_DIGITS = 8;

  /** A commit behind a date says more than the date: such a tag is a {@link CommitTag}. */
  static boolean matches(String tag) {
    return in(tag).isPresent() && !CommitTag.matches(tag);
  }

  static Optional<DateTag> in(String tag) {
    if (TagWords.digits(tag) < FEWEST_DIGITS) {
      return Optional.empty();
    }
    Matcher seconds = Shape.UNIX_TIME.matcher(tag);
    if (seconds.matches()) {
      return Optional.of(new DateTag(textOf(seconds, 1), true));
    }
    Matcher day = Shape.DAY.matcher(tag);
    return day.matches() && isOfTheCalendar(day)
        ? Optional.of(new DateTag(textOf(day, 1), !textOf(day, 7).isEmpty()))
        : Optional.empty();
  }

  private static boolean isOfTheCalendar(Matcher day) {
    return textOf(day, 3).equals(textOf(day, 5))
        && YearMonth.of(Integer.parseInt(textOf(day, 2)), Integer.parseInt(textOf(day, 4)))
            .isValidDay(Integer.parseInt(textOf(day, 6)));
  }

  private static String textOf(Matcher matcher, int group) {
    return Optional.ofNullable(matcher.group(group)).orElse("");
  }

  /** A class of its own: most tags have too few digits, and then nothing is compiled. */
  private static final class Shape {
    private static final String BEFORE = "(?:(.*)[-_.])?v?";
    private static final String BEHIND = "(?:[-_.][a-z].*)?";

    private static final Pattern DAY =
        Pattern.compile(
            BEFORE
                + "((?:19|20)[0-9]{2})([-._]?)(0[1-9]|1[0-2])([-._]?)([0-9]{2})"
                + "([-._T]?(?:[01][0-9]|2[0-3])[-._]?[0-5][0-9](?:[-._]?[0-5][0-9])?Z?"
                + "|[-._][0-9]{1,3})?"
                + BEHIND,
            Pattern.CASE_INSENSITIVE);

    /** Seconds or milliseconds, May 2014 to May 2033: no image is older. */
    private static final Pattern UNIX_TIME =
        Pattern.compile(BEFORE + "1[4-9][0-9]{8}(?:[0-9]{3})?" + BEHIND, Pattern.CASE_INSENSITIVE);
  }
}
