package dev.tagfast.intake.delivery;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import dev.tagfast.image.PushEvent;
import dev.tagfast.intake.CapturingLogHandler;
import dev.tagfast.intake.Outcomes;
import dev.tagfast.intake.RecordingPipeline;
import dev.tagfast.lifecycle.WorkInFlight;
import dev.tagfast.pipeline.TemporaryFailure;
import dev.tagfast.report.Outcome;
import dev.tagfast.testing.SinkResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A sender is answered by its deadline, and never told that an event is recorded before it is. */
@QuarkusTest
@TestProfile(ForwardingProfile.class)
@WithTestResource(SinkResource.class)
class AnswerWithinTest {
  @Inject RecordingPipeline pipeline;
  @Inject WorkInFlight inFlight;

  private final CountDownLatch slow = new CountDownLatch(1);
  private final List<PushEvent> finished = new CopyOnWriteArrayList<>();

  @BeforeEach
  void forget() {
    pipeline.reset();
  }

  @AfterEach
  void letGo() {
    slow.countDown();
    await().until(inFlight::count, count -> count == 0);
  }

  @Test
  void whatIsRecordedIsAcknowledgedAndTheRestIsDoneAfterwards() {
    pipeline.follows(
        (event, recorded) -> {
          recorded.accept(Outcomes.moved(event));
          return slowly(Outcomes.moved(event));
        });

    post("patient", "today")
        .statusCode(200)
        .body("events[0].observation", is("moved"))
        .body("events[0].verdict", is("accept"))
        .body("events[0].reason", is("InHand"));

    assertThat(finished).isEmpty();
    assertThat(inFlight.count()).isEqualTo(1);
    slow.countDown();
    await().until(() -> finished, all -> all.size() == 1);
  }

  @Test
  void whatIsNotRecordedIsSentAgainAndTheWorkGoesOn() {
    pipeline.follows((event, recorded) -> slowly(Outcomes.moved(event)));

    post("hasty", "today")
        .statusCode(503)
        .header("Retry-After", notNullValue())
        .contentType("application/problem+json")
        .body("type", is("urn:tagfast:problem:not-now"))
        .body("detail", containsString("200 ms"));

    assertThat(finished).isEmpty();
    slow.countDown();
    await().until(() -> finished, all -> all.size() == 1);
  }

  @Test
  void anEntryThatIsSlowAfterItsRecordKeepsNoOtherFromBeingRecorded() {
    pipeline.follows(
        (event, recorded) -> {
          if (event.key().tag().value().equals("1")) {
            return Outcomes.unchanged(event);
          }
          recorded.accept(Outcomes.moved(event));
          return slowly(Outcomes.moved(event));
        });

    post("patient", "1", "2")
        .statusCode(200)
        .body("events", hasSize(2))
        .body("events.reason", is(List.of("Unchanged", "InHand")));
    post("patient", "2", "1")
        .statusCode(200)
        .body("events.reason", is(List.of("InHand", "Unchanged")));

    slow.countDown();
    await().until(() -> finished, all -> all.size() == 2);
    await().until(pipeline::handled, all -> all.size() == 4);
  }

  @Test
  void whatFailsWithinTheBoundIsSentAgainAlthoughItIsRecorded() {
    pipeline.follows(
        (event, recorded) -> {
          recorded.accept(Outcomes.moved(event));
          throw new TemporaryFailure("the API server is away", Duration.ofSeconds(7));
        });

    post("ci", "today")
        .statusCode(503)
        .header("Retry-After", "7")
        .body("detail", containsString("The API server is away."));
  }

  @Test
  void whatFailsAfterTheAnswerIsSaidInTheLog() {
    List<LogRecord> logRecords = new CopyOnWriteArrayList<>();
    Logger logger = Logger.getLogger(EventDelivery.class.getName());
    CapturingLogHandler logHandler = new CapturingLogHandler(logRecords);
    logger.addHandler(logHandler);
    try {
      pipeline.follows(
          (event, recorded) -> {
            recorded.accept(Outcomes.moved(event));
            slowly(Outcomes.moved(event));
            throw new TemporaryFailure("the API server is away", Duration.ofSeconds(7));
          });

      post("patient", "today").statusCode(200).body("events[0].reason", is("InHand"));
      slow.countDown();
      await().until(() -> logRecords, lines -> lines.size() == 1);
    } finally {
      logger.removeHandler(logHandler);
    }
  }

  @Test
  void whoAsksForAnExplanationWaits() {
    pipeline.answers(Outcomes::moved);

    given()
        .header("Authorization", "oregano")
        .contentType("application/json")
        .body("{\"events\":[" + push("today") + "]}")
        .post("/webhooks/hasty?explain=true")
        .then()
        .statusCode(200)
        .body("events[0].reason", is("TagMoved"));
    assertThat(pipeline.explained()).hasSize(1);
  }

  private Outcome slowly(Outcome outcome) {
    try {
      slow.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    finished.add(outcome.event());
    return outcome;
  }

  private static ValidatableResponse post(String source, String... tags) {
    return given()
        .header("Authorization", "oregano")
        .contentType("application/json")
        .body(
            Stream.of(tags)
                .map(AnswerWithinTest::push)
                .collect(Collectors.joining(",", "{\"events\":[", "]}")))
        .post("/webhooks/" + source)
        .then();
  }

  private static String push(String tag) {
    return ("{\"action\":\"push\",\"request\":{\"host\":\"localhost:5001\"},"
            + "\"target\":{\"repository\":\"kitchen/pizza\",\"tag\":\"%s\"}}")
        .formatted(tag);
  }
}
