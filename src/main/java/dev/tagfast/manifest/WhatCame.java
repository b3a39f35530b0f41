package dev.tagfast.manifest;

import dev.tagfast.image.UntrustedText;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Says what somebody answered instead of a manifest, so that a person knows it again: {@code
 * text/html; 1,204 bytes beginning `<html><head>…`}.
 */
final class WhatCame {
  private static final int LONGEST_TYPE = 80;
  private static final int LONGEST_BEGINNING = 40;

  private WhatCame() {}

  static String of(byte[] bytes, String contentType) {
    String type = UntrustedText.clean(MediaTypes.withoutParameters(contentType), LONGEST_TYPE);
    String beginning = beginning(bytes);
    return (type.isEmpty() ? "no content type" : type)
        + String.format(Locale.ROOT, "; %,d %s", bytes.length, bytes.length == 1 ? "byte" : "bytes")
        + (beginning.isEmpty() ? "" : " beginning `" + beginning + "`");
  }

  private static String beginning(byte[] bytes) {
    // A character has at most four bytes, and blanks are made one.
    int length = Math.min(bytes.length, 16 * LONGEST_BEGINNING);
    String text =
        new String(bytes, 0, length, StandardCharsets.UTF_8)
            .replaceAll("\\s+", " ")
            .strip()
            .replace('`', '\'');
    return UntrustedText.clean(text, LONGEST_BEGINNING);
  }
}
