package dev.tagfast.image;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a text a sentence: a detail stands between other sentences in Events, answers and logs, and
 * often begins or ends with what another program said.
 */
public final class Sentence {
  /** The first letter of a plain word: hosts and settings are written as they are. */
  private static final Pattern FIRST_WORD = Pattern.compile("[a-z](?=[a-z]*([ ,;]|: |:?$))");

  private static final Pattern ENDED = Pattern.compile("[.!?…]$");

  private Sentence() {}

  /** The text with a capital letter and a full stop; the empty text stays empty. */
  public static String of(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty()) {
      return "";
    }
    Matcher word = FIRST_WORD.matcher(stripped);
    String begun =
        word.lookingAt() ? word.group().toUpperCase(Locale.ROOT) + stripped.substring(1) : stripped;
    return ENDED.matcher(begun).find() ? begun : begun + ".";
  }
}
