package dev.tagfast.report;

import dev.tagfast.image.UntrustedText;
import java.util.regex.Pattern;

/**
 * Builds one {@code key=value key="quoted value"} line. Whatever a value holds, it cannot end its
 * quotes, start another key or another line.
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
      String harmless = UntrustedText.clean(value, LONGEST_VALUE);
      line.append('"').append(harmless.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
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
