package dev.tagfast.intake;

import dev.tagfast.NotNow;
import dev.tagfast.image.ImageEvent;
import dev.tagfast.intake.dialect.Notification;
import dev.tagfast.report.PushForwarder;
import dev.tagfast.report.Trace;
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

  private static final Fate FORWARDED = new Fate.Forwarded();

  private final PushForwarder broker;
  private final Repeats repeats;

  /** Hands over to this one. */
  public Forwarding(PushForwarder broker, Repeats repeats) {
    this.broker = broker;
    this.repeats = repeats;
  }

  /**
   * Hands events on, one after the other; one that is not taken stops no other, and one that was
   * taken before is not handed on again.
   *
   * @param matters each with its event
   * @throws NotNow if one was not taken within the bound
   */
  void forward(List<Found> matters, Bound bound) {
    Postponed postponed = new Postponed();
    for (Found found : matters) {
      ImageEvent event = found.event().orElseThrow();
      if (repeats.of(event).isEmpty()) {
        notTaken(event, found.from(), bound)
            .ifPresentOrElse(
                why -> postponed.add(new NotNow(why, SOON)),
                () -> repeats.remember(event, FORWARDED));
      }
    }
    postponed.throwIfAny();
    matters.forEach(found -> found.event().ifPresent(repeats::forget));
  }

  private Optional<String> notTaken(ImageEvent event, Notification from, Bound bound) {
    if (bound.passed()) {
      return Optional.of(
          "the sink took not all events of the request within %d ms (.answer-within of its source)"
              .formatted(bound.within().toMillis()));
    }
    return broker.forward(event, origin(from), hop(from), bound.left());
  }

  private static Optional<Trace> origin(Notification from) {
    return from.event().flatMap(event -> Trace.of(event.extension(PARENT), event.extension(STATE)));
  }

  /** Several headers {@code tracestate} are one list (W3C Trace Context, section 3.3). */
  private static Optional<Trace> hop(Notification from) {
    List<String> state = from.headers().all(STATE);
    return Trace.of(
        from.headers().first(PARENT),
        state.isEmpty() ? Optional.empty() : Optional.of(String.join(",", state)));
  }
}
