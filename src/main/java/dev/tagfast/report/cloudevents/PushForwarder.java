package dev.tagfast.report.cloudevents;

import dev.tagfast.image.ImageEvent;
import java.time.Duration;
import java.util.Optional;

/** Hands push events on to whoever handles them instead of this instance. */
@FunctionalInterface
public interface PushForwarder {
  /**
   * Hands one event on. Never called on an event loop: it waits.
   *
   * @param origin the trace that the event itself carried
   * @param hop the trace of the request that brought it
   * @param within how long the sink may take, at least a millisecond
   * @return empty: the sink has it; else why not, and what to do; no secrets
   */
  Optional<String> forward(
      ImageEvent event, Optional<TraceContext> origin, Optional<TraceContext> hop, Duration within);
}
