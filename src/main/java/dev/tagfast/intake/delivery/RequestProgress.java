package dev.tagfast.intake.delivery;

import dev.tagfast.pipeline.TemporaryFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** How far the events of one request have come: one thread writes it, another one answers. */
final class RequestProgress {
  private static final Duration SOON = Duration.ofSeconds(2);

  private final List<Optional<EventStatus>> fates;
  private final PostponedEvents postponed = new PostponedEvents();
  private boolean answered;
  private boolean acknowledged;

  /** Of so many events. */
  RequestProgress(int events) {
    fates = new ArrayList<>(Collections.nCopies(events, Optional.empty()));
  }

  /** What has become of an event by now. */
  synchronized void is(int number, EventStatus status) {
    fates.set(number, Optional.of(status));
  }

  /** An event that could not be done now. */
  synchronized void postponed(TemporaryFailure why) {
    postponed.add(why);
  }

  /** Whether the sender has its answer already. */
  synchronized boolean isAnswered() {
    return answered;
  }

  /**
   * Whether its repeat would begin at the first of many events again. One alone is looked at again
   * by its repeat, which costs little, and is right also where a sender gives every event one id.
   */
  synchronized boolean mayBeginAnew() {
    return fates.size() > 1 && !acknowledged;
  }

  /**
   * What the sender is told now.
   *
   * @throws TemporaryFailure if what one of the events demands is not recorded
   */
  synchronized List<EventStatus> answer(AnswerDeadline deadline) {
    answered = true;
    postponed.throwIfAny();
    if (!fates.stream().allMatch(Optional::isPresent)) {
      throw new TemporaryFailure(
          "not everything that the request demands was recorded within %d ms (.answer-within of its"
                  .formatted(deadline.within().toMillis())
              + " source); it is being worked on",
          SOON);
    }
    acknowledged = true;
    return fates.stream().flatMap(Optional::stream).toList();
  }
}
