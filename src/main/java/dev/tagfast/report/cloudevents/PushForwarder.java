package dev.tagfast.report.cloudevents;

import dev.tagfast.image.ImageEvent;
import java.time.Duration;
import java.util.Optional;

/** Forwards push events to a sink, whose subscribers process them. */
@FunctionalInterface
public interface PushForwarder {
  /**
   * Forwards one event. Blocks until the sink answers, so do not call it on an event loop.
   *
   * @param origin the trace context that the event itself carried
   * @param hop the trace context of the request that brought the event
   * @param within the bound for the sink's answer, at least one millisecond
   * @return empty if the sink took the event; otherwise the cause and what to do, without secrets
   */
  Optional<String> forward(
      ImageEvent event, Optional<TraceContext> origin, Optional<TraceContext> hop, Duration within);
}
