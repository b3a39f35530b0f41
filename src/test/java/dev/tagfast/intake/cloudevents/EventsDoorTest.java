package dev.tagfast.intake.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.PushEvent;
import dev.tagfast.intake.Http;
import dev.tagfast.intake.IntakeProfile;
import dev.tagfast.intake.Outcomes;
import dev.tagfast.intake.RecordingPipeline;
import dev.tagfast.pipeline.TemporaryFailure;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(IntakeProfile.class)
class EventsDoorTest {
  private static final String PROBLEM = "application/problem+json";
  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String BATCH = "application/cloudevents-batch+json";
  private static final String DATA =
      """
      {"registry":"registry.svc:5000","repository":"kitchen/pizza","tag":"today","digest":"%s",
       "mediaType":"application/vnd.oci.image.index.v1+json","actor":"cook",
       "pushedAt":"2026-04-01T12:15:30+02:00","oven":3}
      """
          .formatted(Outcomes.NEW);

  @Inject RecordingPipeline pipeline;

  @BeforeEach
  void forget() {
    pipeline.reset();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/plain", "application/vnd.kitchen+json", ""})
  void aBinaryPushEventIsHandled(String contentType) throws Exception {
    String[] headers = pushed("ce-subject", "Quattro%20%E2%82%AC", "ce-n", "7");
    if (!contentType.isEmpty()) {
      headers = concat(headers, "Content-Type", contentType);
    }

    assertThat(post(DATA, headers).statusCode()).isEqualTo(204);

    PushEvent event = pipeline.handled().getFirst();
    assertThat(event.key()).hasToString("localhost:5001/kitchen/pizza:today");
    assertThat(event.action()).isEqualTo(PushEvent.Action.PUSH);
    assertThat(event.digest()).hasValue(Outcomes.NEW);
    assertThat(event.mediaType()).hasValue("application/vnd.oci.image.index.v1+json");
    assertThat(event.actor()).hasValue("cook");
    assertThat(event.id()).hasValue("e-1");
    assertThat(event.pushedAt()).hasValue(Instant.parse("2026-04-01T10:15:30Z"));
    assertThat(event.source()).isEqualTo("events");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"data\":%s",
        "\"datacontenttype\":\"application/json\",\"n\":7,\"yes\":true,\"data\":%s",
        "\"datacontenttype\":\"application/vnd.kitchen.events.v1+json\",\"data\":%s",
        "\"datacontenttype\":\"application/xml\",\"data\":%s",
      })
  void aStructuredPushEventIsHandled(String members) throws Exception {
    String body = structured("dev.tagfast.image.pushed", members.formatted(DATA));

    assertThat(post(body, "Content-Type", STRUCTURED + "; charset=utf-8").statusCode())
        .isEqualTo(204);
    assertThat(pipeline.handled()).hasSize(1);
  }

  @Test
  void structuredBase64DataIsDecoded() throws Exception {
    String base64 =
        java.util.Base64.getEncoder().encodeToString(DATA.getBytes(StandardCharsets.UTF_8));
    String body =
        structured(
            "dev.tagfast.image.pushed",
            "\"data_base64\":\"" + base64 + "\",\"time\":" + "\"2026-04-01T10:15:30Z\"");

    assertThat(post(body, "Content-Type", STRUCTURED).statusCode()).isEqualTo(204);
    assertThat(pipeline.handled()).hasSize(1);
  }

  @Test
  void theEventsTimeStandsInForOneInTheData() throws Exception {
    String data =
        "{\"registry\":\"localhost:5001\",\"repository\":\"a\",\"tag\":\"1\",\"digest\":\"short\"}";

    post(data, pushed("ce-time", "2016-12-31T23:59:60Z"));

    PushEvent event = pipeline.handled().getFirst();
    assertThat(event.pushedAt()).hasValue(Instant.parse("2016-12-31T23:59:59Z"));
    assertThat(event.digest()).isEmpty();
  }

  @Test
  void aBatchIsHandledInItsOrder() throws Exception {
    String body =
        Stream.of("1", "2", "1")
            .map(tag -> structured("dev.tagfast.image.pushed", "\"data\":" + data(tag)))
            .toList()
            .toString();

    HttpResponse<String> answer = post(body, "Content-Type", BATCH);

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(pipeline.handled())
        .extracting(event -> event.key().tag().value())
        .containsExactly("1", "2", "1");
    assertThat(post("[]", "Content-Type", BATCH).statusCode()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"specversion\":\"1.0\",\"id\":\"\",\"source\":\"/\",\"type\":\"t\"}",
        "{\"specversion\":\"1.0\",\"id\":\"2\",\"source\":\"/\",\"type\":\"dev.tagfast.image.pushed\",\"data\":7}",
      })
  void oneBadEventOfABatchLeavesNoneHandled(String bad) throws Exception {
    String good = structured("dev.tagfast.image.pushed", "\"data\":" + data("1"));

    HttpResponse<String> answer = post("[" + good + "," + bad + "]", "Content-Type", BATCH);

    assertProblem(answer, 400, "bad-event");
    assertThat(answer.body()).contains("Event 2 of the batch");
    assertThat(pipeline.handled()).isEmpty();
  }

  @Test
  void aBatchThatMustWaitIsSentAgainAndTheRestOfItIsDone() throws Exception {
    pipeline.answers(
        event -> {
          if (event.key().tag().value().equals("1")) {
            throw new TemporaryFailure("the registry is away", Duration.ofSeconds(3), null);
          }
          return Outcomes.unchanged(event);
        });
    String body =
        Stream.of("1", "2")
            .map(tag -> structured("dev.tagfast.image.pushed", "\"data\":" + data(tag)))
            .toList()
            .toString();

    HttpResponse<String> answer = post(body, "Content-Type", BATCH);

    assertProblem(answer, 503, "not-now");
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("3");
    assertThat(pipeline.handled()).hasSize(2);
  }

  @Test
  void whatFunqysFunctionThrowsIsAnsweredAsAtTheOtherDoor() throws Exception {
    pipeline.answers(
        event -> {
          throw new TemporaryFailure("the API server is away", Duration.ofMillis(1500), null);
        });
    HttpResponse<String> later = post(DATA, pushed());
    pipeline.answers(
        event -> {
          throw new IllegalStateException("very private");
        });
    HttpResponse<String> broken = post(DATA, pushed());

    assertProblem(later, 503, "not-now");
    assertThat(later.headers().firstValue("Retry-After")).hasValue("2");
    assertThat(later.body()).contains("The API server is away.");
    assertProblem(broken, 500, "internal");
    assertThat(broken.body()).doesNotContain("private", "Exception");
  }

  @Test
  void theReplyIsTheFirstReportWhereThereIsNoSink() throws Exception {
    pipeline.answers(Outcomes::moved);

    HttpResponse<String> answer = post(DATA, pushed());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"reason\":\"TagMoved\"}");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.headers().firstValue("ce-specversion")).hasValue("1.0");
    assertThat(answer.headers().firstValue("ce-id")).hasValue("r-1");
    assertThat(answer.headers().firstValue("ce-type")).hasValue("dev.tagfast.rollout.started");
    assertThat(answer.headers().firstValue("ce-source")).hasValue("tagfast");
    assertThat(answer.headers().firstValue("ce-subject"))
        .hasValue("localhost:5001/kitchen/pizza:today");
    assertThat(answer.headers().firstValue("ce-traceparent")).hasValue("00-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|data.registry",
        "{\"registry\":\"localhost:5001\"}|data.repository",
        "{\"registry\":\"localhost:5001\",\"repository\":\"a\",\"tag\":\"-\"}|data.tag",
        "{\"registry\":\"localhost:5001\",\"repository\":\"a\",\"tag\":null}|data.tag",
        "{\"registry\":\"localhost:5001\",\"repository\":\"a\",\"digest\":\"sha256:1\"}|data.digest",
      })
  void aMalformedDeleteNamesTheField(String data, String attribute) throws Exception {
    HttpResponse<String> answer = post(data, event("dev.tagfast.image.deleted"));

    assertProblem(answer, 400, "bad-event");
    assertThat(answer.body()).contains("\"attribute\":\"" + attribute + "\"");
    assertThat(pipeline.handled()).isEmpty();
  }

  @Test
  void aDeleteNeedsNoTagAndNothingComesOfItWhereTheLedgerKnowsNone() throws Exception {
    String repository = "{\"registry\":\"localhost:5001\",\"repository\":\"nobody/knows\"";

    for (String rest : List.of("}", ",\"digest\":\"" + Outcomes.NEW + "\"}")) {
      assertThat(post(repository + rest, event("dev.tagfast.image.deleted")).statusCode())
          .isEqualTo(204);
    }
    assertThat(pipeline.handled()).isEmpty();
  }

  @Test
  void aReconcileEventAsksForOne() throws Exception {
    assertThat(post("", event("dev.tagfast.reconcile")).statusCode()).isEqualTo(204);
    assertThat(post("[1]", event("dev.tagfast.reconcile", "Content-Type", "text/xml")).statusCode())
        .isEqualTo(204);
    assertThat(pipeline.reconciles()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.tagfast.tag.overwritten",
        "dev.tagfast.rollout.started",
        "com.example.database.updated",
        "events",
        "*",
      })
  void ourOwnReportsAndUnknownTypesAreAcknowledged(String type) throws Exception {
    assertThat(post("not json", event(type, "Content-Type", "application/json")).statusCode())
        .isEqualTo(204);
    assertThat(post(structured(type, "\"x\":\"\""), "Content-Type", STRUCTURED).statusCode())
        .isEqualTo(204);
    assertThat(pipeline.handled()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "registry, evil.example",
    "registry, docker.io",
    "registry, '169.254.169.254'",
  })
  void aRegistryThatEventsMayNotSpeakOfIsAcknowledgedAndNotAsked(String field, String value)
      throws Exception {
    String data = "{\"registry\":\"" + value + "\",\"repository\":\"a/b\",\"tag\":\"1\"}";

    assertThat(post(data, pushed()).statusCode()).isEqualTo(204);
    assertThat(pipeline.handled()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "|data",
        "[]|data",
        "7|data",
        "x|data",
        "{}|data.registry",
        "{\"registry\":7,\"repository\":\"a\",\"tag\":\"1\"}|data.registry",
        "{\"registry\":\"localhost:5001\",\"tag\":\"1\"}|data.repository",
        "{\"registry\":\"localhost:5001\",\"repository\":\"A\",\"tag\":\"1\"}|data.repository",
        "{\"registry\":\"localhost:5001\",\"repository\":\"a\"}|data.tag",
        "{\"registry\":\"localhost:5001\",\"repository\":\"a\",\"tag\":\"-\"}|data.tag",
      })
  void malformedDataNamesTheField(String data, String attribute) throws Exception {
    HttpResponse<String> answer = post(data == null ? "" : data, pushed());

    assertProblem(answer, 400, "bad-event");
    assertThat(answer.body()).contains("\"attribute\":\"" + attribute + "\"");
    assertThat(pipeline.handled()).isEmpty();
  }

  @Test
  void anIllegalEventNamesTheAttribute() throws Exception {
    HttpResponse<String> binary = post(DATA, "ce-id", "1", "ce-type", "t", "ce-source", "/");
    HttpResponse<String> structured = post("{\"specversion\":\"1.0\"}", "Content-Type", STRUCTURED);
    HttpResponse<String> old =
        post(DATA, "ce-id", "1", "ce-type", "t", "ce-source", "/", "ce-specversion", "0.3");

    assertProblem(binary, 400, "bad-event");
    assertThat(binary.body())
        .contains("\"attribute\":\"specversion\"", "\"title\":", "\"detail\":");
    assertProblem(structured, 400, "bad-event");
    assertThat(structured.body()).contains("\"attribute\":\"id\"");
    assertProblem(old, 400, "bad-event");
    assertThat(old.body()).contains("\"attribute\":\"specversion\"", "\"status\":400");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/plain", "multipart/form-data; boundary=x"})
  void whatIsNoCloudEventHasAnUnsupportedContentType(String contentType) throws Exception {
    assertProblem(post("{}", "Content-Type", contentType), 415, "content-type");
  }

  @Test
  void aWrongSecretIsUnauthorizedBeforeAnythingIsParsed() throws Exception {
    for (String[] headers :
        List.of(
            new String[] {"Content-Type", "nonsense"},
            new String[] {"Authorization", "basil"},
            concat(event("dev.tagfast.reconcile"), "Authorization", "Bearer oregano"))) {
      HttpResponse<String> answer =
          http().send("POST", "/", "{{{".getBytes(StandardCharsets.UTF_8), headers);

      assertProblem(answer, 401, "unauthorized");
      assertThat(answer.body()).contains("tagfast.events.secret").doesNotContain("rosemary");
    }
    assertThat(pipeline.reconciles()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/events",
        "/events/",
        "//events",
        "/./events",
        "/x/../events",
        "/%65vents",
        "/%2Fevents",
        "/events;x",
        "/events;x=/",
        "/;x",
        "/;/events",
        "/events?x",
        "/Events",
        "/EventFunction",
        "/take",
        "/webhooks",
        "/webhooks/",
        "/*",
      })
  void noOtherPathReachesTheFunction(String path) throws Exception {
    byte[] body = DATA.getBytes(StandardCharsets.UTF_8);
    for (String[] headers :
        List.of(
            pushed("Content-Type", "application/json"),
            new String[] {"Content-Type", "application/json"},
            new String[] {"Content-Type", STRUCTURED})) {
      assertThat(http().send("POST", path, body, headers).statusCode()).isEqualTo(404);
      assertThat(http().send("GET", path, new byte[0], headers).statusCode()).isEqualTo(404);
    }
    assertThat(pipeline.handled()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"//", "/.", "/x/..", "/?x=y", "/%2E"})
  void noSpellingOfTheRootGoesAroundTheDoor(String path) throws Exception {
    byte[] body = DATA.getBytes(StandardCharsets.UTF_8);

    // Vert.x itself answers 400 to `//`.
    assertThat(http().send("POST", path, body, pushed()).statusCode()).isIn(400, 401);
    assertThat(pipeline.handled()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "TRACE"})
  void anotherMethodIsNotAllowed(String method) throws Exception {
    HttpResponse<String> answer = http().send(method, "/", new byte[0], pushed());

    assertProblem(answer, 405, "method-not-allowed");
    assertThat(answer.headers().firstValue("Allow")).hasValue("POST, OPTIONS");
  }

  @Test
  void theWebhookHandshakeIsAnswered() throws Exception {
    HttpResponse<String> asked =
        http().send("OPTIONS", "/", new byte[0], "WebHook-Request-Origin", "eventgrid.azure.net");
    HttpResponse<String> plain = http().send("OPTIONS", "/", new byte[0]);
    HttpResponse<String> odd =
        http().send("OPTIONS", "/", new byte[0], "WebHook-Request-Origin", "<script>");

    assertThat(asked.statusCode()).isEqualTo(200);
    assertThat(asked.headers().firstValue("WebHook-Allowed-Origin"))
        .hasValue("eventgrid.azure.net");
    assertThat(asked.headers().firstValue("WebHook-Allowed-Rate")).hasValue("*");
    assertThat(asked.headers().firstValue("Allow")).hasValue("POST, OPTIONS");
    assertThat(plain.statusCode()).isEqualTo(200);
    assertThat(plain.headers().firstValue("WebHook-Allowed-Origin")).isEmpty();
    assertProblem(odd, 400, "bad-request");
  }

  @Test
  void aBodyThatIsTooLargeIsSaidSoAndTheNextOneIsTaken() throws Exception {
    byte[] body = new byte[20 * 1024 * 1024];
    String[] headers = concat(pushed(), "Authorization", "Bearer rosemary");

    assertProblem(http().send("POST", "/", body, headers), 413, "too-large");
    assertProblem(
        http().sendChunked("/", new ByteArrayInputStream(body), headers), 413, "too-large");
    assertThat(post(DATA, pushed()).statusCode()).isEqualTo(204);
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String type) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(PROBLEM);
    assertThat(answer.body()).contains("\"type\":\"urn:tagfast:problem:" + type + "\"");
  }

  private static HttpResponse<String> post(String body, String... headers) throws Exception {
    return http()
        .send(
            "POST",
            "/",
            body.getBytes(StandardCharsets.UTF_8),
            concat(headers, "Authorization", "Bearer rosemary"));
  }

  private static Http http() {
    return new Http(RestAssured.port);
  }

  private static String[] pushed(String... more) {
    return event("dev.tagfast.image.pushed", more);
  }

  private static String[] event(String type, String... more) {
    return concat(
        new String[] {
          "ce-specversion", "1.0", "ce-id", "e-1", "ce-source", "/kitchen", "ce-type", type
        },
        more);
  }

  private static String structured(String type, String members) {
    return "{\"specversion\":\"1.0\",\"id\":\"e-1\",\"source\":\"/kitchen\",\"type\":\""
        + type
        + "\","
        + members
        + "}";
  }

  private static String data(String tag) {
    return "{\"registry\":\"localhost:5001\",\"repository\":\"a\",\"tag\":\"" + tag + "\"}";
  }

  private static String[] concat(String[] first, String... second) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(second));
    return all.toArray(String[]::new);
  }
}
