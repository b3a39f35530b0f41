package dev.tagfast.report;

import dev.tagfast.image.UntrustedText;
import java.util.regex.Pattern;

/**
 * Builds one logfmt line: {@code key=value key="quoted value"}. Values are cleaned and escaped, so
 * no value can end its quotes, add a key or add a line.
 */
final class Logfmt {
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9._:/@+,-]+");
  private static final int LONGEST_VALUE = 512;

  private final StringBuilder line = new StringBuilder(256);

  Logfmt with(String key, String value) {
    if (!line.isEmpty()) {
      line.append(' ');
    }
    line.append(key).append('=');
    if (BARE.matcher(value).matches() && value.length() <= LONGEST_VALUE) {
      line.append(value);
    } else {
      String cleaned = UntrustedText.clean(value, LONGEST_VALUE);
      line.append('"').append(cleaned.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }
    return this;
  }

  Logfmt with(String key, long value) {
    return with(key, Long.toString(value));
  }

  @Override
  public String toString() {
    return line.toString();
  }
}
