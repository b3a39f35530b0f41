package dev.tagfast.image;

import org.jspecify.annotations.Nullable;

/**
 * Text that somebody else wrote (actor, tag, user agent), made safe to carry: cut, and without
 * characters that could forge a log line, an annotation or a terminal's colours. Where it is shown,
 * it is escaped for that place besides.
 */
public final class UntrustedText {
  private UntrustedText() {}

  /**
   * @param longest in UTF-16 units; what is cut off is shown by an ellipsis inside the limit
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

  /** {@link #clean Cleaned} and in double quotes, for a sentence that says what was written. */
  public static String quoted(@Nullable String text, int longest) {
    return '"' + clean(text, longest) + '"';
  }

  private static boolean isHarmless(int point) {
    return switch (Character.getType(point)) {
      // FORMAT holds the bidirectional overrides that turn a line around on a terminal.
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
