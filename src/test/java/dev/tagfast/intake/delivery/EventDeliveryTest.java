package dev.tagfast.intake.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.image.PushEvent;
import dev.tagfast.intake.Outcomes;
import dev.tagfast.lifecycle.WorkInFlight;
import dev.tagfast.pipeline.PushHandler;
import dev.tagfast.pipeline.TemporaryFailure;
import dev.tagfast.report.Outcome;
import dev.tagfast.testing.Images;
import dev.tagfast.testing.MovableClock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class EventDeliveryTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final PushEvent ONE = event("1");
  private static final PushEvent TWO = event("2");
  private static final PushEvent THREE = event("3");

  private final Queue<PushEvent> begun = new ConcurrentLinkedQueue<>();

  @Test
  void theTagsOfADeleteAndTheEventsOfABatchAreRecordedBeforeTheReportsOfAnyAreTold() {
    for (List<List<PushEvent>> request :
        List.<List<List<PushEvent>>>of(
            List.of(List.of(ONE, TWO, THREE)),
            List.of(List.of(ONE), List.of(TWO), List.of(THREE)),
            List.of(List.of(), List.of(ONE, TWO), List.of(THREE)))) {
      CountDownLatch allRecorded = new CountDownLatch(3);
      EventDelivery delivery =
          delivery(
              (event, recorded) -> {
                recorded.accept(Outcomes.moved(event));
                allRecorded.countDown();
                await(allRecorded); // Its sink is silent until then.
                return Outcomes.moved(event);
              });

      assertThat(delivery.deliver(request, AnswerDeadline.in(LONG)))
          .hasSize(3)
          .allSatisfy(status -> assertThat(status).isInstanceOf(EventStatus.Done.class));
    }
    assertThat(begun).containsExactly(ONE, TWO, THREE, ONE, TWO, THREE, ONE, TWO, THREE);
  }

  @Test
  void aRegistryThatIsAwayIsAskedForOneTagOfADeleteAndTheOtherEventsGoOn() {
    EventDelivery delivery =
        delivery(
            (event, _) -> {
              if (event.equals(ONE)) {
                throw new TemporaryFailure("the registry is away", Duration.ofSeconds(7));
              }
              return Outcomes.unchanged(event);
            });

    assertThatThrownBy(
            () ->
                delivery.deliver(
                    List.of(List.of(ONE, TWO), List.of(THREE)), AnswerDeadline.in(LONG)))
        .isInstanceOf(TemporaryFailure.class)
        .hasMessage("The registry is away.");
    assertThat(begun).containsExactly(ONE, THREE);
  }

  private EventDelivery delivery(BiFunction<PushEvent, Consumer<Outcome>, Outcome> pipeline) {
    return new EventDelivery(
        new PushHandler() {
          @Override
          public Outcome handle(PushEvent event, boolean explain) {
            throw new IllegalStateException("nobody asks for an explanation");
          }

          @Override
          public Outcome handle(PushEvent event, Consumer<Outcome> recorded) {
            begun.add(event);
            return pipeline.apply(event, recorded);
          }
        },
        new WorkInFlight(),
        new RepeatedRequests(new MovableClock()));
  }

  private static PushEvent event(String tag) {
    return Images.push(Images.key("registry.example/pizza:" + tag), Images.digest("a"));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
