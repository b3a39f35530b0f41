package dev.tagfast.cli.view;

import dev.tagfast.image.UntrustedText;

/** Text from the cluster, which anybody may have written, for a terminal. */
public final class SafeText {
  private static final int LONGEST = 4_000;

  private SafeText() {}

  /** One line without characters that move the cursor, change colours or hide text. */
  public static String line(String text) {
    return UntrustedText.clean(text, LONGEST);
  }
}
