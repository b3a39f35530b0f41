package dev.tagfast.report.cloudevents;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The trace context of an event or a request (W3C Trace Context). It is text from outside that is
 * forwarded, so only valid values are taken.
 *
 * @param parent {@code traceparent}
 * @param state {@code tracestate}
 */
public record TraceContext(String parent, Optional<String> state) {
  private static final Pattern PARENT =
      Pattern.compile("(?!ff)[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  /** Section 3.3.1.1: at least 512 characters have to be propagated. */
  private static final Pattern STATE = Pattern.compile("[\\x20-\\x7e]{1,512}");

  /**
   * The trace context; empty if there is no {@code traceparent} or an invalid one. An invalid
   * {@code tracestate} is dropped alone.
   */
  public static Optional<TraceContext> of(Optional<String> parent, Optional<String> state) {
    return parent
        .filter(text -> PARENT.matcher(text).matches())
        .map(text -> new TraceContext(text, state.filter(list -> STATE.matcher(list).matches())));
  }
}
