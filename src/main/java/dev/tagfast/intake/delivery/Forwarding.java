package dev.tagfast.intake.delivery;

import dev.tagfast.image.ImageEvent;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.source.ClassifiedEntry;
import dev.tagfast.pipeline.TemporaryFailure;
import dev.tagfast.report.cloudevents.PushForwarder;
import dev.tagfast.report.cloudevents.TraceContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Hands the events of one request to the broker. The request is acknowledged when the broker has
 * all of them. Until then its sender repeats it, and the broker gets the same event ids again.
 */
@ApplicationScoped
public class Forwarding {
  private static final String TRACEPARENT = "traceparent";
  private static final String TRACESTATE = "tracestate";
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private static final EventStatus FORWARDED = new EventStatus.Forwarded();

  private final PushForwarder broker;
  private final RepeatedRequests repeats;

  public Forwarding(PushForwarder broker, RepeatedRequests repeats) {
    this.broker = broker;
    this.repeats = repeats;
  }

  /**
   * Forwards events in their order. An event that the broker refuses stops no other event. An event
   * that it accepted before, for the same request, is not forwarded again.
   *
   * @param entries entries that have an event
   * @throws TemporaryFailure if the broker did not accept an event by the deadline
   */
  public void forward(List<ClassifiedEntry> entries, AnswerDeadline deadline) {
    PostponedEvents postponed = new PostponedEvents();
    for (ClassifiedEntry classified : entries) {
      ImageEvent event = classified.event().orElseThrow();
      if (repeats.statusOf(event).isEmpty()) {
        failureOf(event, classified.from(), deadline)
            .ifPresentOrElse(
                why -> postponed.add(new TemporaryFailure(why, RETRY_AFTER)),
                () -> repeats.remember(event, FORWARDED));
      }
    }
    postponed.throwIfAny();
    entries.forEach(classified -> classified.event().ifPresent(repeats::forget));
  }

  private Optional<String> failureOf(ImageEvent event, Notification from, AnswerDeadline deadline) {
    if (deadline.passed()) {
      return Optional.of(
          "the sink took not all events of the request within %d ms (.answer-within of its source)"
              .formatted(deadline.within().toMillis()));
    }
    return broker.forward(event, eventTrace(from), requestTrace(from), deadline.remaining());
  }

  private static Optional<TraceContext> eventTrace(Notification from) {
    return from.event()
        .flatMap(
            event -> TraceContext.of(event.extension(TRACEPARENT), event.extension(TRACESTATE)));
  }

  /**
   * The trace context of the request. Several {@code tracestate} headers are one list (W3C Trace
   * Context, section 3.3).
   */
  private static Optional<TraceContext> requestTrace(Notification from) {
    List<String> state = from.headers().all(TRACESTATE);
    return TraceContext.of(
        from.headers().first(TRACEPARENT),
        state.isEmpty() ? Optional.empty() : Optional.of(String.join(",", state)));
  }
}
