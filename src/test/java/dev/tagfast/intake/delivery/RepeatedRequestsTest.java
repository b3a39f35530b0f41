package dev.tagfast.intake.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tagfast.image.PushEvent;
import dev.tagfast.intake.NotificationHandlers;
import dev.tagfast.intake.Outcomes;
import dev.tagfast.intake.RecordingPipeline;
import dev.tagfast.lifecycle.WorkInFlight;
import dev.tagfast.pipeline.TemporaryFailure;
import dev.tagfast.testing.Images;
import dev.tagfast.testing.MovableClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A request of several events that takes longer than its sender waits. */
class RepeatedRequestsTest {
  private final MovableClock clock = new MovableClock();
  private final RepeatedRequests repeats = new RepeatedRequests(clock);
  private final WorkInFlight inFlight = new WorkInFlight();
  private final RecordingPipeline pipeline = new RecordingPipeline();
  private final EventDelivery eventDelivery = new EventDelivery(pipeline, inFlight, repeats);

  @Test
  void aRepeatGoesOnWhereItsRequestEnded() {
    List<List<PushEvent>> request = request(Optional.of("n-1"), 3);
    sendTooSlowly(request);
    assertThat(pipeline.handled()).hasSize(3);

    assertThat(eventDelivery.deliver(request, AnswerDeadline.in(NotificationHandlers.NO_HURRY)))
        .hasSize(3);
    assertThat(pipeline.handled()).as("nothing was done again").hasSize(3);

    eventDelivery.deliver(request, AnswerDeadline.in(NotificationHandlers.NO_HURRY));
    assertThat(pipeline.handled()).as("it was acknowledged: this is no repeat").hasSize(6);
  }

  @Test
  void whatHasNoIdMayBeANewPushAndIsLookedAtAgain() {
    List<List<PushEvent>> request = request(Optional.empty(), 3);
    sendTooSlowly(request);

    eventDelivery.deliver(request, AnswerDeadline.in(NotificationHandlers.NO_HURRY));

    assertThat(pipeline.handled()).hasSize(6);
  }

  @Test
  void oneEventAloneIsLookedAtAgainWhateverItsId() {
    List<List<PushEvent>> request = request(Optional.of("1"), 1);
    sendTooSlowly(request);

    eventDelivery.deliver(request, AnswerDeadline.in(NotificationHandlers.NO_HURRY));

    assertThat(pipeline.handled()).hasSize(2);
  }

  @Test
  void whatCouldNotBeDoneIsDoneByTheRepeat() {
    List<List<PushEvent>> request = request(Optional.of("n-1"), 3);
    pipeline.follows(
        (event, recorded) -> {
          if (event.key().tag().value().equals("1")) {
            throw new TemporaryFailure("the registry is away", Duration.ofSeconds(5));
          }
          return Outcomes.unchanged(event);
        });
    assertThatThrownBy(
            () -> eventDelivery.deliver(request, AnswerDeadline.in(NotificationHandlers.NO_HURRY)))
        .isInstanceOf(TemporaryFailure.class);
    pipeline.reset();

    assertThat(eventDelivery.deliver(request, AnswerDeadline.in(NotificationHandlers.NO_HURRY)))
        .hasSize(3);
    assertThat(pipeline.handled()).extracting(event -> event.key().tag().value()).containsOnly("1");
  }

  @Test
  void afterAWhileItIsForgotten() {
    List<List<PushEvent>> request = request(Optional.of("n-1"), 3);
    sendTooSlowly(request);
    clock.pass(RepeatedRequests.RETENTION.plusSeconds(1));

    eventDelivery.deliver(request, AnswerDeadline.in(NotificationHandlers.NO_HURRY));

    assertThat(pipeline.handled()).hasSize(6);
  }

  @Test
  void noMoreThanItsShareIsRemembered() {
    List<PushEvent> all =
        IntStream.rangeClosed(0, RepeatedRequests.MAX_EVENTS)
            .mapToObj(i -> push(Optional.of("n-" + i), i))
            .toList();

    all.forEach(event -> repeats.remember(event, new EventStatus.Forwarded()));

    assertThat(repeats.statusOf(all.getFirst())).isEmpty();
    assertThat(repeats.statusOf(all.get(1))).isPresent();
    assertThat(repeats.statusOf(all.getLast())).isPresent();
  }

  /** Answers the sender before anything is handled; then handles all of it. */
  private void sendTooSlowly(List<List<PushEvent>> request) {
    CountDownLatch answered = new CountDownLatch(1);
    pipeline.follows(
        (event, recorded) -> {
          try {
            answered.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return Outcomes.unchanged(event);
        });
    assertThatThrownBy(
            () -> eventDelivery.deliver(request, AnswerDeadline.in(Duration.ofMillis(1))))
        .isInstanceOf(TemporaryFailure.class);
    answered.countDown();
    await().until(inFlight::count, count -> count == 0);
  }

  private static List<List<PushEvent>> request(Optional<String> id, int tags) {
    return IntStream.range(0, tags).mapToObj(i -> List.of(push(id, i))).toList();
  }

  private static PushEvent push(Optional<String> id, int tag) {
    return new PushEvent(
        PushEvent.Action.PUSH,
        Images.key("localhost:5001/kitchen/pizza:" + tag),
        Optional.empty(),
        Optional.empty(),
        id,
        Optional.empty(),
        Optional.empty(),
        "ci");
  }
}
