package dev.tagfast.intake.gate;

import dev.tagfast.image.UntrustedText;
import dev.tagfast.registry.forward.ForwardResult.Answered;
import dev.tagfast.registry.forward.HeaderLines;
import java.util.List;
import java.util.Optional;

/**
 * The answer to the caller.
 *
 * @param refusal why the gate refused, for metrics; empty: it did not
 * @param afterwards what is left to do; begins when the answer is written, and must not block
 */
record GateAnswer(Answered answer, Optional<String> refusal, Runnable afterwards) {
  private static final int LONGEST_WARNING = 1_000;

  static GateAnswer of(Answered answer) {
    return of(answer, () -> {});
  }

  static GateAnswer of(Answered answer, Runnable afterwards) {
    return of(answer, List.of(), afterwards);
  }

  /**
   * An answer of the registry, with warnings of ours. Clients that know the OCI distribution-spec
   * show them ({@code Warning: 299 - "…"}).
   */
  static GateAnswer of(Answered answer, List<String> warnings, Runnable afterwards) {
    HeaderLines headers = answer.headers().endToEnd();
    for (String warning : warnings) {
      headers = headers.and("Warning", "299 - \"" + quoted(warning) + "\"");
    }
    return new GateAnswer(
        new Answered(answer.status(), headers, answer.body()), Optional.empty(), afterwards);
  }

  static GateAnswer refused(Checked.Refused refused, Runnable afterwards) {
    return new GateAnswer(
        new Answered(
            refused.answer().status(),
            refused.answer().headers().endToEnd(),
            refused.answer().body()),
        Optional.of(refused.word()),
        afterwards);
  }

  /** Header values are ASCII, and a quoted text has escapes of its own. */
  private static String quoted(String text) {
    return UntrustedText.clean(text, LONGEST_WARNING)
        .replaceAll("[^\\x20-\\x7e]", "?")
        .replace("\\", "\\\\")
        .replace("\"", "\\\"");
  }
}
