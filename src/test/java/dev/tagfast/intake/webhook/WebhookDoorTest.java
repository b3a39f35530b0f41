package dev.tagfast.intake.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.PushEvent;
import dev.tagfast.intake.Http;
import dev.tagfast.intake.IntakeProfile;
import dev.tagfast.intake.Outcomes;
import dev.tagfast.intake.RecordingPipeline;
import dev.tagfast.pipeline.TemporaryFailure;
import dev.tagfast.report.LogCapture;
import dev.tagfast.report.Outcome;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(IntakeProfile.class)
class WebhookDoorTest {
  private static final String V1 = "application/vnd.docker.distribution.events.v1+json";
  private static final String PROBLEM = "application/problem+json";

  private static final String[] HEADERS = {"Authorization", "oregano", "Content-Type", V1};

  @Inject RecordingPipeline pipeline;

  @BeforeEach
  void forget() {
    pipeline.reset();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        V1,
        "application/vnd.docker.distribution.events.v2+json",
        "application/json; charset=utf-8"
      })
  void aPushIsHandedToThePipelineAndAnsweredWithItsOutcome(String contentType) throws IOException {
    pipeline.answers(Outcomes::moved);

    post(sample("push-tagged"), contentType)
        .statusCode(200)
        .contentType("application/json")
        .body("events", hasSize(1))
        .body("events[0].action", is("push"))
        .body("events[0].ignored", nullValue())
        .body("events[0].registry", is("localhost:5001"))
        .body("events[0].repository", is("kitchen/pizza"))
        .body("events[0].tag", is("2018-05-12"))
        .body("events[0].digest", is(Outcomes.NEW.value()))
        .body("events[0].mediaType", is("application/vnd.oci.image.manifest.v1+json"))
        .body("events[0].eventId", is("7e0c4f0e-0001-4b52-9a32-2f2f6d1c9a01"))
        .body("events[0].actor", is("cook"))
        .body("events[0].pushedAt", is("2026-04-01T10:15:30.123456789Z"))
        .body("events[0].refused", nullValue())
        .body("events[0].observation", is("moved"))
        .body("events[0].image.kind", is("Index"))
        .body("events[0].image.platforms", is(List.of("linux/amd64")))
        .body("events[0].image.source", is("https://github.com/shop/pizza"))
        .body("events[0].image.revision", is("3f2a9c1"))
        .body("events[0].image.created", nullValue())
        .body("events[0].image.version", is("1.4.2"))
        .body("events[0].verdict", is("accept"))
        .body("events[0].reason", is("TagMoved"))
        .body("events[0].rollouts[0].workload", is("Deployment/kitchen/oven"))
        .body("events[0].rollouts[0].containers", is(List.of("bake")))
        .body("events[0].rollouts[0].reason", is("RolloutStarted"))
        .body("events[0].rollouts[0].from", is(Outcomes.OLD.value()))
        .body("events[0].rollouts[0].to", is(Outcomes.NEW.value()))
        .body("events[0].rollouts[0].detail", is(""));

    PushEvent event = pipeline.handled().getFirst();
    assertThat(event.key()).hasToString("localhost:5001/kitchen/pizza:2018-05-12");
    assertThat(event.digest()).hasValue(Outcomes.NEW);
    assertThat(event.source()).isEqualTo("ci");
    assertThat(event.actor()).hasValue("cook");
  }

  @Test
  void absentValuesAreWrittenAsNull() {
    post("{\"events\":[{\"action\":\"pull\"}]}", V1)
        .statusCode(200)
        .body(
            is(
                "{\"events\":[{\"action\":\"other\",\"ignored\":\"Pull\",\"registry\":null,"
                    + "\"repository\":null,\"tag\":null,\"digest\":null,\"mediaType\":null,"
                    + "\"eventId\":null,\"actor\":null,\"pushedAt\":null,\"refused\":null,"
                    + "\"observation\":null,\"image\":null,\"verdict\":null,\"reason\":null,"
                    + "\"why\":null,\"rollouts\":[]}]}"));
  }

  @Test
  void explainChangesNothing() throws IOException {
    given()
        .header("Authorization", "oregano")
        .contentType(V1)
        .queryParam("explain", "true")
        .body(sample("push-tagged"))
        .post("/webhooks/ci")
        .then()
        .statusCode(200)
        .body("events[0].observation", is("unchanged"))
        .body("events[0].image.revision", is("3f2a9c1"));

    assertThat(pipeline.handled()).isEmpty();
    assertThat(pipeline.explained()).hasSize(1);
  }

  @Test
  void whoMistypesExplainChangesNothingEither() throws IOException {
    for (String query : List.of("explain", "explain=1", "explain=TRUE")) {
      caller().contentType(V1).body(sample("push-tagged")).post("/webhooks/ci?" + query);
    }

    assertThat(pipeline.handled()).isEmpty();
    assertThat(pipeline.explained()).hasSize(3);
  }

  @Test
  void everyEntryIsAnsweredInItsOrderAlsoTheSameTwice() throws IOException {
    String push =
        "{\"action\":\"push\",\"request\":{\"host\":\"registry.svc:5000\"},"
            + "\"target\":{\"repository\":\"a\",\"tag\":\"1\"}}";

    post("{\"events\":[" + push + ",{\"action\":\"pull\"}," + push + "]}", V1)
        .statusCode(200)
        .body("events.ignored", is(Arrays.asList(null, "Pull", null)))
        .body("events.registry", is(Arrays.asList("localhost:5001", null, "localhost:5001")));

    assertThat(pipeline.handled())
        .extracting(event -> event.key().toString())
        .containsExactly("localhost:5001/a:1", "localhost:5001/a:1");
  }

  @Test
  void aMalformedEntryIsRefusedAndTheOthersAreHandled() throws IOException {
    post(sample("push-among-malformed"), V1)
        .statusCode(200)
        .body(
            "events.ignored",
            is(Arrays.asList("NotAnEvent", "NotAnEvent", "NotAnEvent", null, null)))
        .body("events[4].refused", is("TagInvalid"))
        .body("events[4].digest", nullValue())
        .body("events[4].tag", is("not a tag"));

    assertThat(pipeline.handled()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "evil.example:5000, a, 1, RegistryNotListed",
    "169.254.169.254, a, 1, RegistryNotListed",
    "not a host, a, 1, RegistryNotListed",
    "localhost:5001, A/../b, 1, RepositoryInvalid",
    "localhost:5001, '', 1, RepositoryInvalid",
    "localhost:5001, a, -1, TagInvalid",
    "'', a, 1, RegistryMissing",
  })
  void whatCannotBeLookedAtIsRefusedAndShown(
      String host, String repository, String tag, String refused) {
    post(push(host, repository, tag), V1)
        .statusCode(200)
        .body("events[0].refused", is(refused))
        .body("events[0].ignored", nullValue())
        .body("events[0].tag", is(tag))
        .body("events[0].registry", host.isEmpty() ? nullValue() : is(host));

    assertThat(pipeline.handled()).isEmpty();
  }

  @Test
  void aSourceThatSpeaksOfOneRegistryMeansThatWhateverThePusherCalledIt() {
    for (String host : List.of("localhost:5001", "evil.example:5000", "docker.io:443")) {
      given()
          .header("Authorization", "Bearer basil")
          .contentType(V1)
          .body(push(host, "a", "1"))
          .post("/webhooks/narrow")
          .then()
          .statusCode(200)
          .body("events[0].refused", nullValue())
          .body("events[0].registry", is(host.replace(":443", "")));
    }
    assertThat(pipeline.handled())
        .hasSize(3)
        .allSatisfy(event -> assertThat(event.key()).hasToString("docker.io/library/a:1"));
    given()
        .header("Authorization", "Bearer basil")
        .contentType(V1)
        .body(push("index.docker.io", "nginx", "1"))
        .post("/webhooks/narrow")
        .then()
        .body("events[0].refused", nullValue())
        .body("events[0].repository", is("library/nginx"));

    assertThat(pipeline.handled())
        .last()
        .satisfies(event -> assertThat(event.key()).hasToString("docker.io/library/nginx:1"));
  }

  @Test
  void aSourcesOwnHeaderAndDefaultRegistryAreUsed() {
    given()
        .header("X-Secret", "thyme")
        .contentType(V1)
        .body(
            "{\"events\":[{\"action\":\"delete\",\"target\":{\"repository\":\"a\",\"tag\":\"1\"}}]}")
        .post("/webhooks/hostless")
        .then()
        .statusCode(200)
        .body("events[0].action", is("delete"))
        .body("events[0].registry", is("localhost:5001"));

    PushEvent event = pipeline.handled().getFirst();
    assertThat(event.action()).isEqualTo(PushEvent.Action.DELETE);
    assertThat(event.key()).hasToString("localhost:5001/a:1");
  }

  @Test
  void aRefusalOfThePipelineIsShown() throws IOException {
    pipeline.answers(event -> Outcome.refused(event, Reason.REGISTRY_DENIED));

    post(sample("push-tagged"), V1)
        .statusCode(200)
        .body("events[0].refused", is("RegistryDenied"))
        .body("events[0].verdict", nullValue());
  }

  @Test
  void whatTheRegistrySaidIsShown() throws IOException {
    String why = "HEAD localhost:5001/a:1 was sent for a token to https://auth.example";
    pipeline.answers(event -> Outcomes.later(event, Reason.REGISTRY_DENIED, why));

    post(sample("push-tagged"), V1)
        .statusCode(200)
        .body("events[0].verdict", is("later"))
        .body("events[0].reason", is("RegistryDenied"))
        .body("events[0].why", is(why));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer ", "basil", "Bearer basil", "Basic oregano", "oregano "})
  void aWrongSecretIsUnauthorizedBeforeAnythingIsParsed(String secret) {
    given()
        .header("Authorization", secret + (secret.endsWith(" ") ? "x" : ""))
        .contentType("text/nonsense")
        .body("{{{")
        .post("/webhooks/ci")
        .then()
        .statusCode(401)
        .contentType(PROBLEM)
        .header("WWW-Authenticate", containsString("Bearer"))
        .body("type", is("urn:tagfast:problem:unauthorized"))
        .body("status", is(401))
        .body("detail", containsString("tagfast.sources.ci.secret"))
        .body("detail", not(containsString("oregano")));
  }

  @Test
  void aMissingSecretIsUnauthorized() {
    given().contentType(V1).body("{}").post("/webhooks/ci").then().statusCode(401);
  }

  @Test
  void aWrongSourceNameTellsAStrangerNothingAndTheOperatorWhichThereAre() {
    try (LogCapture log = new LogCapture("dev.tagfast.report.notice")) {
      for (int i = 0; i < 3; i++) {
        given()
            .contentType(V1)
            .body("{}")
            .post("/webhooks/narow")
            .then()
            .statusCode(404)
            .body("detail", containsString("No source of this name is configured"))
            .body("detail", not(containsString("narrow")));
      }

      assertThat(log.lines)
          .singleElement()
          .asString()
          .contains("/webhooks/narow", "ci, hostless, narrow", "Did you mean narrow?");
    }
  }

  @Test
  void anEventAboutARegistryThatIsNotListedIsAWarningUnlessItOnlyAsks() throws IOException {
    String body = sample("push-tagged").replace("localhost:5001", "unlisted.test:5000");
    try (LogCapture log = new LogCapture("dev.tagfast.report.notice")) {
      caller().contentType(V1).body(body).post("/webhooks/ci?explain").then().statusCode(200);
      assertThat(log.lines).isEmpty();

      post(body, V1).statusCode(200).body("events[0].refused", is("RegistryNotListed"));
      assertThat(log.lines)
          .singleElement()
          .asString()
          .contains(
              "source ci",
              "unlisted.test:5000/kitchen/pizza:2018-05-12",
              "localhost:5001 (local)",
              "docker.io (hub)",
              "tagfast.registries.NAME.host=unlisted.test:5000");
    }
  }

  @Test
  void anUnknownSourceIsNotFound() {
    for (String path : List.of("/webhooks/nobody", "/webhooks/events", "/webhooks/CI")) {
      caller().contentType(V1).body("{}").post(path).then().statusCode(404).contentType(PROBLEM);
    }
    caller()
        .contentType(V1)
        .body("{}")
        .post("/webhooks/ci/more")
        .then()
        .statusCode(404)
        .contentType(PROBLEM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/xml",
        "application/vnd.docker.distribution.events.v3+json"
      })
  void anotherContentTypeIsUnsupported(String contentType) {
    caller()
        .contentType(contentType)
        .body("{}")
        .post("/webhooks/ci")
        .then()
        .statusCode(415)
        .contentType(PROBLEM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not json", "[]", "[[]]", "{\"a\":1}", "{\"events\":3}", "\"\\ud800"})
  void aBodyOfAnotherShapeIsBad(String body) {
    post(body, V1)
        .statusCode(400)
        .contentType(PROBLEM)
        .body("type", is("urn:tagfast:problem:bad-body"))
        .body("$", hasKey("detail"));
  }

  @Test
  void deepNestingIsBad() throws Exception {
    byte[] body = ("{\"events\":" + "[".repeat(200_000)).getBytes(StandardCharsets.UTF_8);

    HttpResponse<String> answer = http().send("POST", "/webhooks/ci", body, HEADERS);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(PROBLEM);
  }

  @Test
  void aBodyThatIsTooLargeIsSaidSoHoweverItComesAndTheNextOneIsTaken() throws Exception {
    byte[] body = new byte[20 * 1024 * 1024];

    for (HttpResponse<String> answer :
        List.of(
            http().send("POST", "/webhooks/ci", body, HEADERS),
            http().sendChunked("/webhooks/ci", new ByteArrayInputStream(body), HEADERS))) {
      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue(PROBLEM);
      assertThat(answer.body()).contains("urn:tagfast:problem:too-large");
    }

    post("{}", V1).statusCode(200);
  }

  @Test
  void aBodyOfMoreEntriesThanAnybodySendsIsTooLargeAndNoneOfThemIsHandled() {
    String entries = "{},".repeat(10_000);
    String push =
        """
        {"action":"push","request":{"host":"localhost:5001"},
         "target":{"repository":"kitchen/pizza","tag":"today"}}\
        """;

    post("{\"events\":[" + entries + push + "]}", V1)
        .statusCode(413)
        .body("type", is("urn:tagfast:problem:too-large"))
        .body("detail", containsString("10000 entries"));
    assertThat(pipeline.handled()).isEmpty();

    post("{\"events\":[" + entries.substring(0, entries.length() - 1) + "]}", V1).statusCode(200);
  }

  @Test
  void anotherMethodIsNotAllowed() {
    given()
        .get("/webhooks/ci")
        .then()
        .statusCode(405)
        .header("Allow", "POST, OPTIONS")
        .contentType(PROBLEM);
  }

  @Test
  void whatCannotBeDoneNowIsSentAgainAndTheRestIsDone() {
    pipeline.answers(
        event -> {
          switch (event.key().tag().value()) {
            case "1" ->
                throw new TemporaryFailure("the registry is away", Duration.ofSeconds(2), null);
            case "2" ->
                throw new TemporaryFailure("the ledger is away", Duration.ofMillis(7200), null);
            default -> {
              return Outcomes.unchanged(event);
            }
          }
        });

    post(
            "{\"events\":["
                + entry("localhost:5001", "a", "1")
                + ","
                + entry("localhost:5001", "a", "2")
                + ","
                + entry("localhost:5001", "a", "3")
                + "]}",
            V1)
        .statusCode(503)
        .header("Retry-After", "8")
        .contentType(PROBLEM)
        .body("detail", containsString("The registry is away."));

    assertThat(pipeline.handled()).hasSize(3);
  }

  @Test
  void whatNobodyThoughtOfShowsNoStackTrace() throws IOException {
    pipeline.answers(
        event -> {
          throw new IllegalStateException("very private");
        });

    post(sample("push-tagged"), V1)
        .statusCode(500)
        .contentType(PROBLEM)
        .body("detail", containsString("error id"))
        .body(not(containsString("private")))
        .body(not(containsString("Exception")));
  }

  private static String push(String host, String repository, String tag) {
    return "{\"events\":[" + entry(host, repository, tag) + "]}";
  }

  private static String entry(String host, String repository, String tag) {
    return ("{\"action\":\"push\",\"request\":{\"host\":\"%s\"},"
            + "\"target\":{\"repository\":\"%s\",\"tag\":\"%s\"}}")
        .formatted(host, repository, tag);
  }

  private static Http http() {
    return new Http(RestAssured.port);
  }

  private static RequestSpecification caller() {
    return given().header("Authorization", "Bearer oregano");
  }

  private static ValidatableResponse post(String body, String contentType) {
    return caller().header("Content-Type", contentType).body(body).post("/webhooks/ci").then();
  }

  private String sample(String name) throws IOException {
    try (InputStream in =
        getClass().getResourceAsStream("/events/distribution/" + name + ".json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
