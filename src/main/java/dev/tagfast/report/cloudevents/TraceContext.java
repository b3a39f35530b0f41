package dev.tagfast.report.cloudevents;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where an event stands in somebody's trace (W3C Trace Context). Outside text that is handed on, so
 * it is taken only as the specification writes it.
 *
 * @param parent {@code traceparent}
 * @param state {@code tracestate}
 */
public record TraceContext(String parent, Optional<String> state) {
  private static final Pattern PARENT =
      Pattern.compile("(?!ff)[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  /** Section 3.3.1.1: what every implementation has to hand on. */
  private static final Pattern STATE = Pattern.compile("[\\x20-\\x7e]{1,512}");

  /** Absent where there is no trace, or none that can be understood. */
  public static Optional<TraceContext> of(Optional<String> parent, Optional<String> state) {
    return parent
        .filter(text -> PARENT.matcher(text).matches())
        .map(text -> new TraceContext(text, state.filter(list -> STATE.matcher(list).matches())));
  }
}
