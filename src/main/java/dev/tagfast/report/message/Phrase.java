package dev.tagfast.report.message;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A part of a sentence: text, or what stood in backticks. Services that take text in parts need no
 * escaping at all.
 */
record Phrase(String text, boolean code) {
  /** The parts of a sentence of {@link dev.tagfast.report.ReportText}; none of them is empty. */
  static List<Phrase> of(String sentence) {
    List<Phrase> parts = new ArrayList<>();
    boolean code = false;
    for (String part : sentence.split("`", -1)) {
      if (!part.isEmpty()) {
        parts.add(new Phrase(part, code));
      }
      code = !code;
    }
    return List.copyOf(parts);
  }

  /** The parts as one text. */
  static String written(List<Phrase> parts, Dialect dialect) {
    return parts.stream()
        .map(part -> part.code() ? dialect.code(part.text()) : dialect.plain(part.text()))
        .collect(Collectors.joining());
  }

  /** The parts without any format, for a notification or a log. */
  static String bare(List<Phrase> parts, Dialect dialect) {
    return parts.stream().map(part -> dialect.bare(part.text())).collect(Collectors.joining());
  }
}
