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
 * all of them; until then it is sent again, and the broker gets the same ids again.
 */
@ApplicationScoped
public class Forwarding {
  private static final String PARENT = "traceparent";
  private static final String STATE = "tracestate";
  private static final Duration SOON = Duration.ofSeconds(5);

  private static final EventStatus FORWARDED = new EventStatus.Forwarded();

  private final PushForwarder broker;
  private final RepeatedRequests repeats;

  /** Hands over to this one. */
  public Forwarding(PushForwarder broker, RepeatedRequests repeats) {
    this.broker = broker;
    this.repeats = repeats;
  }

  /**
   * Hands events on, one after the other; one that is not taken stops no other, and one that was
   * taken before is not handed on again.
   *
   * @param matters each with its event
   * @throws TemporaryFailure if one was not taken within the bound
   */
  public void forward(List<ClassifiedEntry> matters, AnswerDeadline deadline) {
    PostponedEvents postponed = new PostponedEvents();
    for (ClassifiedEntry classified : matters) {
      ImageEvent event = classified.event().orElseThrow();
      if (repeats.of(event).isEmpty()) {
        notTaken(event, classified.from(), deadline)
            .ifPresentOrElse(
                why -> postponed.add(new TemporaryFailure(why, SOON)),
                () -> repeats.remember(event, FORWARDED));
      }
    }
    postponed.throwIfAny();
    matters.forEach(classified -> classified.event().ifPresent(repeats::forget));
  }

  private Optional<String> notTaken(ImageEvent event, Notification from, AnswerDeadline deadline) {
    if (deadline.passed()) {
      return Optional.of(
          "the sink took not all events of the request within %d ms (.answer-within of its source)"
              .formatted(deadline.within().toMillis()));
    }
    return broker.forward(event, origin(from), hop(from), deadline.left());
  }

  private static Optional<TraceContext> origin(Notification from) {
    return from.event()
        .flatMap(event -> TraceContext.of(event.extension(PARENT), event.extension(STATE)));
  }

  /** Several headers {@code tracestate} are one list (W3C Trace Context, section 3.3). */
  private static Optional<TraceContext> hop(Notification from) {
    List<String> state = from.headers().all(STATE);
    return TraceContext.of(
        from.headers().first(PARENT),
        state.isEmpty() ? Optional.empty() : Optional.of(String.join(",", state)));
  }
}
