package dev.tagfast.intake.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.PushEvent;
import dev.tagfast.intake.Http;
import dev.tagfast.intake.IntakeProfile;
import dev.tagfast.intake.LedgerEntries;
import dev.tagfast.intake.Outcomes;
import dev.tagfast.intake.RecordingPipeline;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.pipeline.TemporaryFailure;
import dev.tagfast.testing.Images;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events that a broker gave up on. */
@QuarkusTest
@TestProfile(IntakeProfile.class)
class DeadLetterDoorTest {
  private static final String DATA =
      """
      {"registry":"localhost:5001","repository":"kitchen/pizza","tag":"today","digest":"%s"}"""
          .formatted(Outcomes.NEW);

  @Inject RecordingPipeline pipeline;
  @Inject TagLedger ledger;

  @BeforeEach
  void forget() {
    pipeline.reset();
  }

  @Test
  void theTagIsHandledAsOneThatNobodyWillSpeakOfAgain() throws Exception {
    HttpResponse<String> answer = post(DATA, "dev.tagfast.image.pushed", "rosemary");

    assertThat(answer.statusCode()).isEqualTo(204);
    PushEvent event = pipeline.handled().getFirst();
    assertThat(event.key()).hasToString("localhost:5001/kitchen/pizza:today");
    assertThat(event.isDeadLetter()).isTrue();
    assertThat(event.digest()).as("old news is no claim").isEmpty();
  }

  @Test
  void theTagsThatWentWithADeleteAreHandledSo() throws Exception {
    ledger.write(
        LedgerEntries.tag(Images.key("localhost:5001/kitchen/calzone:today"), Outcomes.OLD),
        Optional.empty());
    ledger.write(
        LedgerEntries.tag(Images.key("localhost:5001/kitchen/calzone:1.0.0"), Outcomes.NEW),
        Optional.empty());
    String data =
        """
        {"registry":"localhost:5001","repository":"kitchen/calzone","digest":"%s"}"""
            .formatted(Outcomes.OLD);

    assertThat(post(data, "dev.tagfast.image.deleted", "rosemary").statusCode()).isEqualTo(204);

    assertThat(pipeline.handled()).hasSize(1);
    PushEvent event = pipeline.handled().getFirst();
    assertThat(event.key()).hasToString("localhost:5001/kitchen/calzone:today");
    assertThat(event.isDeadLetter()).isTrue();
    assertThat(event.digest()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dev.tagfast.image.pushed|{}",
        "dev.tagfast.image.pushed|[",
        "harbor.artifact.pushed|no JSON",
        "com.example.unknown|{}",
        "dev.tagfast.tag.overwritten|{}",
      })
  void whatNamesNoTagIsAcknowledgedSoThatItsSenderIsNotRefused(String type, String data)
      throws Exception {
    assertThat(post(data, type, "rosemary").statusCode()).isEqualTo(204);
    assertThat(pipeline.handled()).isEmpty();
  }

  @Test
  void theBrokerKeepsItWhereTheLedgerIsAway() throws Exception {
    pipeline.answers(
        event -> {
          throw new TemporaryFailure("the API server is away", Duration.ofSeconds(5));
        });

    HttpResponse<String> answer = post(DATA, "dev.tagfast.image.pushed", "rosemary");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
  }

  @Test
  void aReconcileThatWasGivenUpIsRun() throws Exception {
    assertThat(post("", "dev.tagfast.reconcile", "rosemary").statusCode()).isEqualTo(204);
    assertThat(pipeline.reconciles()).isEqualTo(1);
  }

  @Test
  void itIsNoWayAroundTheAuthenticationOfTheEventsDoor() throws Exception {
    assertThat(post(DATA, "dev.tagfast.image.pushed", "basil").statusCode()).isEqualTo(401);
    assertThat(pipeline.handled()).isEmpty();
  }

  private static HttpResponse<String> post(String data, String type, String secret)
      throws Exception {
    return new Http(RestAssured.port)
        .send(
            "POST",
            DeadLetterDoor.PATH,
            data.getBytes(StandardCharsets.UTF_8),
            "Authorization",
            secret,
            "Content-Type",
            "application/json",
            "ce-specversion",
            "1.0",
            "ce-id",
            "e-1",
            "ce-source",
            "/kitchen",
            "ce-type",
            type,
            "ce-knativeerrorcode",
            "503");
  }
}
