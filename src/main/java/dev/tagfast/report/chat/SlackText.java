package dev.tagfast.report.chat;

import dev.tagfast.image.UntrustedText;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Sentences as a Slack message. Slack asks for three characters to be escaped ("Formatting text for
 * app surfaces"); then {@code <!channel>} and links are only text.
 */
final class SlackText {
  private static final int LONGEST_SENTENCE = 1024;

  /** Invisible, and not part of any name: {@code @all} with it calls nobody. */
  private static final char WORD_JOINER = '\u2060';

  private SlackText() {}

  /** One sentence a line, under a headline. */
  static String of(String headline, List<String> sentences) {
    return sentences.stream()
        .map(sentence -> escape(UntrustedText.clean(sentence, LONGEST_SENTENCE)))
        .collect(Collectors.joining("\n", "*" + escape(headline) + "*\n", ""));
  }

  /**
   * What stands in backticks is left to be copied as it is; elsewhere an at sign calls people in
   * Mattermost and Discord, which take Slack's format.
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
