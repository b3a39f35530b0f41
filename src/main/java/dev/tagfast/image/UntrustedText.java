package dev.tagfast.image;

import org.jspecify.annotations.Nullable;

/**
 * Cleans text from outside (actor, tag, user agent): shortens it, and replaces characters that
 * could forge a log line, an annotation or a terminal's colours. Each place that shows the text
 * must still escape it for its own format.
 */
public final class UntrustedText {
  private UntrustedText() {}

  /**
   * Shortens the text and replaces harmful characters by U+FFFD.
   *
   * @param text {@code null} is the empty text
   * @param longest the limit in UTF-16 code units, including the ellipsis that marks a cut
   */
  public static String clean(@Nullable String text, int longest) {
    if (text == null) {
      return "";
    }
    StringBuilder out = new StringBuilder(Math.min(text.length(), longest));
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      at += Character.charCount(point);
      boolean last = at >= text.length();
      if (out.length() + Character.charCount(point) > longest - (last ? 0 : 1)) {
        return out.append('…').toString();
      }
      out.appendCodePoint(isHarmless(point) ? point : '\uFFFD');
    }
    return out.toString();
  }

  /** The {@link #clean cleaned} text in double quotes, for a message that quotes it. */
  public static String quoted(@Nullable String text, int longest) {
    return '"' + clean(text, longest) + '"';
  }

  private static boolean isHarmless(int point) {
    return switch (Character.getType(point)) {
      // FORMAT includes the bidirectional overrides, which reorder a line on a terminal.
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
