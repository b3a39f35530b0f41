package dev.tagfast.intake.cloudevents;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Decodes the value of a {@code ce-} header (CloudEvents HTTP binding 1.0.2, section 3.1.3.2). */
final class EventHeaderValue {
  private EventHeaderValue() {}

  /**
   * Removes quotes, then decodes one level of percent-encoding. A percent sign without two
   * hexadecimal digits stays: senders of older versions do not encode it.
   */
  static String decode(String value) {
    String text = unquoted(value.strip());
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int at = 0;
    while (at < text.length()) {
      int next = at + Character.charCount(text.codePointAt(at));
      if (text.charAt(at) == '%' && isHex(text, at + 1) && isHex(text, at + 2)) {
        bytes.write(Integer.parseInt(text, at + 1, at + 3, 16));
        next = at + 3;
      } else {
        bytes.writeBytes(text.substring(at, next).getBytes(StandardCharsets.UTF_8));
      }
      at = next;
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static boolean isHex(String text, int at) {
    // Character.digit also accepts digits of other scripts.
    return at < text.length() && "0123456789abcdefABCDEF".indexOf(text.charAt(at)) >= 0;
  }

  private static String unquoted(String text) {
    if (text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\"")) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int at = 1; at < text.length() - 1; at++) {
      boolean escape = text.charAt(at) == '\\' && at + 1 < text.length() - 1;
      out.append(text.charAt(escape ? ++at : at));
    }
    return out.toString();
  }
}
