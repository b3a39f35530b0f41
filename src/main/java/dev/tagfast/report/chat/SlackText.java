package dev.tagfast.report.chat;

import dev.tagfast.image.UntrustedText;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Formats sentences as a Slack message. Slack requires three characters to be escaped ("Formatting
 * text for app surfaces"); after that {@code <!channel>} and links are plain text.
 */
final class SlackText {
  private static final int LONGEST_SENTENCE = 1024;

  /** An invisible character that is not part of any name. With it, {@code @all} notifies nobody. */
  private static final char WORD_JOINER = '\u2060';

  private SlackText() {}

  /** One line per sentence, below a headline. */
  static String of(String headline, List<String> sentences) {
    return sentences.stream()
        .map(sentence -> escape(UntrustedText.clean(sentence, LONGEST_SENTENCE)))
        .collect(Collectors.joining("\n", "*" + escape(headline) + "*\n", ""));
  }

  /**
   * Escapes one sentence. Text in backticks keeps its at signs, so that people can copy it.
   * Elsewhere an at sign would notify people in Mattermost and Discord, which accept Slack's
   * format.
   */
  private static String escape(String sentence) {
    StringBuilder out = new StringBuilder(sentence.length() + 16);
    boolean code = false;
    for (int at = 0; at < sentence.length(); at++) {
      char unit = sentence.charAt(at);
      switch (unit) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '@' -> out.append(code ? "@" : "@" + WORD_JOINER);
        default -> out.append(unit);
      }
      code ^= unit == '`';
    }
    return out.toString();
  }
}
