package dev.tagfast.intake.delivery;

import dev.tagfast.pipeline.TemporaryFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The progress of the events of one request. One thread writes it, and another one reads it for the
 * answer.
 */
final class RequestProgress {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final List<Optional<EventStatus>> statuses;
  private final PostponedEvents postponed = new PostponedEvents();
  private boolean answered;
  private boolean acknowledged;

  RequestProgress(int events) {
    statuses = new ArrayList<>(Collections.nCopies(events, Optional.empty()));
  }

  /** Sets the status of an event. */
  synchronized void set(int number, EventStatus status) {
    statuses.set(number, Optional.of(status));
  }

  /** Records that an event could not be handled now. */
  synchronized void postponed(TemporaryFailure why) {
    postponed.add(why);
  }

  synchronized boolean isAnswered() {
    return answered;
  }

  /**
   * Whether a repeat of the request would start over at the first of several events. A request with
   * one event is not remembered: the repeat checks the tag again, which costs little and is right
   * even if a sender gives every event the same id.
   */
  synchronized boolean repeatStartsOver() {
    return statuses.size() > 1 && !acknowledged;
  }

  /**
   * Marks the request as answered, and returns the statuses for its sender.
   *
   * @throws TemporaryFailure if an event is postponed, or its intents are not recorded yet
   */
  synchronized List<EventStatus> answer(AnswerDeadline deadline) {
    answered = true;
    postponed.throwIfAny();
    if (!statuses.stream().allMatch(Optional::isPresent)) {
      throw new TemporaryFailure(
          "not everything that the request demands was recorded within %d ms (.answer-within of its"
                  .formatted(deadline.within().toMillis())
              + " source); it is being worked on",
          RETRY_AFTER);
    }
    acknowledged = true;
    return statuses.stream().flatMap(Optional::stream).toList();
  }
}
