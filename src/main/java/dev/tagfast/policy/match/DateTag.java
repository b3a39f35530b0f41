package dev.tagfast.policy.match;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.time.YearMonth;

/**
 * Tags that name a day of the calendar, and possibly a time: {@code 2018-05-12}, {@code
 * 20240512-1530}, {@code 20180512T101500}. What only has the shape of one ({@code 20249999}) is
 * none.
 */
final class DateTag {
  private static final Pattern SHAPE =
      Pattern.compile(
          "((?:19|20)[0-9]{2})([-._]?)(0[1-9]|1[0-2])([-._]?)([0-9]{2})"
              + "(?:[-._T]?(?:[01][0-9]|2[0-3])[-._]?[0-5][0-9](?:[-._]?[0-5][0-9])?Z?)?",
          Pattern.CASE_INSENSITIVE);

  private DateTag() {}

  static boolean matches(String tag) {
    Matcher parts = SHAPE.matcher(tag);
    return parts.matches()
        && parts.group(2).equals(parts.group(4))
        && YearMonth.of(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(3)))
            .isValidDay(Integer.parseInt(parts.group(5)));
  }
}
