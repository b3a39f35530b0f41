package dev.tagfast.policy.match;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Locale;

/** The parts of a tag between its separators {@code - _ .}, in lower case. */
final class TagWords {
  private static final Pattern SEPARATOR = Pattern.compile("[-_.]");

  private TagWords() {}

  /** At least one word; an empty one where separators touch each other or an end of the tag. */
  static List<String> of(String tag) {
    return List.of(SEPARATOR.split(tag.toLowerCase(Locale.ROOT), -1));
  }

  static boolean isNumber(String word) {
    return !word.isEmpty() && word.chars().allMatch(Character::isDigit);
  }

  static long digits(String text) {
    return text.chars().filter(Character::isDigit).count();
  }
}
