package dev.tagfast.intake.delivery;

import static dev.tagfast.testing.Images.key;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tagfast.image.Digest;
import dev.tagfast.image.PushEvent;
import dev.tagfast.intake.LedgerEntries;
import dev.tagfast.intake.Outcomes;
import dev.tagfast.intake.RecordingPipeline;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.testing.Sink;
import dev.tagfast.testing.SinkResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code forward=broker}: the sink receives the events, and either door takes them back. */
@QuarkusTest
@TestProfile(ForwardingProfile.class)
@WithTestResource(SinkResource.class)
class ForwardTest {
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String OTHER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private static final String PUSH =
      """
      {"action":"push","id":"n-1","timestamp":"2026-04-01T10:15:30.123Z",
       "request":{"host":"registry.svc:5000"},"actor":{"name":"cook\\u20ac"},
       "target":{"repository":"kitchen/pizza","tag":"today","digest":"%s",
                 "mediaType":"application/vnd.oci.image.index.v1+json"}}"""
          .formatted(Outcomes.NEW);

  private static final String DELETE =
      """
      {"action":"delete","id":"n-2","timestamp":"2026-04-01T10:15:31Z",
       "request":{"host":"registry.svc:5000"},
       "target":{"repository":"kitchen/pizza","tag":"today"}}""";

  /** A delete as Distribution and ACR send it. */
  private static final String DELETE_BY_DIGEST =
      """
      {"action":"delete","id":"n-3","timestamp":"2026-04-01T10:15:32Z",
       "request":{"host":"registry.svc:5000"},"actor":{"name":"cook"},
       "target":{"repository":"kitchen/leftovers","digest":"%s"}}"""
          .formatted(Outcomes.OLD);

  private static final String DELETE_REPOSITORY =
      """
      {"action":"delete","id":"n-4","request":{"host":"registry.svc:5000"},
       "target":{"repository":"kitchen/leftovers"}}""";

  @Inject RecordingPipeline pipeline;
  @Inject TagLedger ledger;
  Sink sink;

  @BeforeEach
  void forget() {
    pipeline.reset();
    sink.answer(202);
    sink.forget();
  }

  @Test
  void anEventIsHandedToTheSinkAndNotHandledHere() throws Exception {
    post("broker?token=s3cret", PUSH)
        .statusCode(202)
        .body("events[0].action", is("push"))
        .body("events[0].registry", is("localhost:5001"))
        .body("events[0].refused", nullValue())
        .body("events[0].observation", nullValue())
        .body("events[0].verdict", nullValue())
        .body("events[0].reason", is("Forwarded"));

    assertThat(pipeline.handled()).isEmpty();
    Sink.Received event = sink.received().getFirst();
    assertThat(event.type()).isEqualTo("dev.tagfast.image.pushed");
    assertThat(event.headers())
        .containsEntry("ce-source", "tagfast/sources/broker")
        .containsEntry("ce-subject", "localhost:5001/kitchen/pizza:today")
        .containsEntry("ce-time", "2026-04-01T10:15:30.123Z")
        .containsEntry("content-type", "application/json")
        .doesNotContainKeys("authorization", "ce-traceparent", "traceparent", "x-kitchen");
    assertThat(event.headers().values() + event.body()).doesNotContain("oregano", "s3cret");
    assertThat(new ObjectMapper().readTree(event.body()))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"registry":"localhost:5001","repository":"kitchen/pizza","tag":"today",
                     "digest":"%s","mediaType":"application/vnd.oci.image.index.v1+json",
                     "eventId":"n-1","actor":"cook\\u20ac","pushedAt":"2026-04-01T10:15:30.123Z"}"""
                        .formatted(Outcomes.NEW)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"push", "delete"})
  void bothDoorsReadBackWhatWasHandedOn(String action) {
    String entry = action.equals("push") ? PUSH : DELETE;
    post("ci", entry).statusCode(200);
    PushEvent asTold = pipeline.handled().getFirst();
    post("broker", entry).statusCode(202);
    Sink.Received handedOn = sink.received().getFirst();

    resend(handedOn).header("Authorization", "Bearer rosemary").post("/").then().statusCode(204);
    resend(handedOn)
        .header("Authorization", "oregano")
        .post("/webhooks/own")
        .then()
        .statusCode(200)
        .body("events[0].ignored", nullValue());

    assertThat(pipeline.handled())
        .containsExactly(asTold, withSource("events", asTold), withSource("own", asTold));
  }

  @Test
  void aDeleteWithoutATagIsHandedOnAsItIs() throws Exception {
    post("broker", DELETE_BY_DIGEST, DELETE_REPOSITORY)
        .statusCode(202)
        .body("events.action", is(List.of("delete", "delete")))
        .body("events.ignored", is(Arrays.asList(null, null)))
        .body("events.tag", is(Arrays.asList(null, null)))
        .body("events.reason", is(List.of("Forwarded", "Forwarded")));

    assertThat(sink.received())
        .extracting(Sink.Received::type)
        .containsOnly("dev.tagfast.image.deleted");
    assertThat(sink.received())
        .extracting(event -> event.headers().get("ce-subject"))
        .containsExactly(
            "localhost:5001/kitchen/leftovers@" + Outcomes.OLD, "localhost:5001/kitchen/leftovers");
    assertThat(new ObjectMapper().readTree(sink.received().getFirst().body()))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"registry":"localhost:5001","repository":"kitchen/leftovers","digest":"%s",
                     "eventId":"n-3","actor":"cook","pushedAt":"2026-04-01T10:15:32Z"}"""
                        .formatted(Outcomes.OLD)));
    assertThat(sink.received().getLast().body()).doesNotContain("tag\"", "digest");
  }

  @ParameterizedTest
  @ValueSource(strings = {"digest", "repository"})
  void bothDoorsFindTheTagsThatWentWithADeleteThatWasHandedOn(String what) {
    known("localhost:5001/kitchen/leftovers:1.0.0", Outcomes.OLD);
    known("localhost:5001/kitchen/leftovers:today", Outcomes.OLD);
    known("localhost:5001/kitchen/leftovers:2.0.0", Outcomes.NEW);
    String entry = what.equals("digest") ? DELETE_BY_DIGEST : DELETE_REPOSITORY;
    post("ci", entry).statusCode(200);
    List<PushEvent> asTold = List.copyOf(pipeline.handled());
    assertThat(asTold).hasSize(what.equals("digest") ? 2 : 3);
    pipeline.reset();
    post("broker", entry).statusCode(202);
    assertThat(pipeline.handled()).isEmpty();
    Sink.Received handedOn = sink.received().getFirst();

    resend(handedOn).header("Authorization", "Bearer rosemary").post("/").then().statusCode(204);
    assertThat(pipeline.handled())
        .isEqualTo(asTold.stream().map(event -> withSource("events", event)).toList());

    pipeline.reset();
    resend(handedOn)
        .header("Authorization", "oregano")
        .post("/webhooks/own")
        .then()
        .statusCode(200)
        .body("events.ignored.findAll()", is(List.of()))
        .body("events.tag", is(asTold.stream().map(event -> event.key().tag().value()).toList()));
    assertThat(pipeline.handled())
        .isEqualTo(asTold.stream().map(event -> withSource("own", event)).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"sha256:short\"", "\"\"", "7", "null", "{}"})
  void aBrokenDigestIsAWholeRepositoryAtNeitherDoor(String digest) {
    known("localhost:5001/kitchen/leftovers:1.0.0", Outcomes.OLD);
    String data =
        "{\"registry\":\"localhost:5001\",\"repository\":\"kitchen/leftovers\",\"digest\":%s}"
            .formatted(digest);

    event("dev.tagfast.image.deleted", data).statusCode(400).body("attribute", is("data.digest"));
    given()
        .header("Authorization", "oregano")
        .header("ce-specversion", "1.0")
        .header("ce-id", "1")
        .header("ce-source", "/kitchen")
        .header("ce-type", "dev.tagfast.image.deleted")
        .contentType("application/json")
        .body(data)
        .post("/webhooks/own")
        .then()
        .statusCode(200)
        .body("events.ignored", is(List.of("DeleteByDigest")));
    for (String source : List.of("ci", "broker")) {
      post(source, DELETE_BY_DIGEST.replace("\"" + Outcomes.OLD + "\"", digest))
          .statusCode(200)
          .body("events.ignored", is(List.of("DeleteByDigest")));
    }

    assertThat(pipeline.handled()).isEmpty();
    assertThat(sink.received()).isEmpty();
  }

  @Test
  void whatIsNoMatterForUsIsNoMatterForTheBroker() {
    post("broker", "{\"action\":\"pull\"}", PUSH.replace("registry.svc:5000", "evil.example"))
        .statusCode(200)
        .body("events.ignored", is(Arrays.asList("Pull", null)))
        .body("events.refused", is(Arrays.asList(null, "RegistryNotListed")));
    post("broker", DELETE_BY_DIGEST.replace("sha256:", "sha256:0"))
        .statusCode(200)
        .body("events[0].ignored", is("DeleteByDigest"));
    post("narrowbroker", DELETE_REPOSITORY)
        .statusCode(200)
        .body("events[0].ignored", is("RepositoryDelete"));

    assertThat(sink.received()).isEmpty();
  }

  @Test
  void theOtherDoorStillLetsThroughOnlyWhatEventsMaySpeakOf() {
    post("narrowbroker", PUSH.replace("registry.svc:5000", "index.docker.io")).statusCode(202);
    Sink.Received handedOn = sink.received().getFirst();
    assertThat(handedOn.body()).contains("\"docker.io\"");

    resend(handedOn).header("Authorization", "Bearer rosemary").post("/").then().statusCode(204);

    assertThat(pipeline.handled()).isEmpty();
  }

  @Test
  void explainSaysWhatWouldBeHandedOnAndHandsOnNothing() {
    post("broker?explain=true", PUSH)
        .statusCode(200)
        .body("events[0].registry", is("localhost:5001"))
        .body("events[0].digest", is(Outcomes.NEW.value()))
        .body("events[0].reason", is("Forwarded"));

    assertThat(sink.received()).isEmpty();
    assertThat(pipeline.handled()).isEmpty();
    assertThat(pipeline.explained()).isEmpty();
  }

  @Test
  void aRepeatedNotificationIsHandedOnUnderTheSameIdAndNoOtherIs() {
    post("broker", PUSH, DELETE);
    post("broker", PUSH);
    post("hastybroker", PUSH.replace("n-1", "n-3"));

    List<String> ids = sink.received().stream().map(Sink.Received::id).toList();
    assertThat(ids.get(2)).isEqualTo(ids.get(0));
    assertThat(List.of(ids.get(0), ids.get(1), ids.get(3))).doesNotHaveDuplicates();
  }

  @Test
  void theTraceOfTheRequestGoesOn() {
    given()
        .header("Authorization", "oregano")
        .header("traceparent", PARENT)
        .header("tracestate", "kitchen=1")
        .header("X-Kitchen", "private")
        .contentType("application/json")
        .body("{\"events\":[" + PUSH + "]}")
        .post("/webhooks/broker")
        .then()
        .statusCode(202);

    assertThat(sink.received().getFirst().headers())
        .containsEntry("ce-traceparent", PARENT)
        .containsEntry("ce-tracestate", "kitchen=1")
        .containsEntry("traceparent", PARENT)
        .containsEntry("tracestate", "kitchen=1");
  }

  @Test
  void theTraceThatAnEventCarriesStaysWithIt() {
    given()
        .header("Authorization", "oregano")
        .header("traceparent", OTHER)
        .header("ce-specversion", "1.0")
        .header("ce-id", "1")
        .header("ce-source", "/ci")
        .header("ce-type", "dev.tagfast.image.pushed")
        .header("ce-traceparent", PARENT)
        .contentType("application/json")
        .body("{\"registry\":\"localhost:5001\",\"repository\":\"a\",\"tag\":\"1\"}")
        .post("/webhooks/broker")
        .then()
        .statusCode(202);

    assertThat(sink.received().getFirst().headers())
        .containsEntry("ce-traceparent", PARENT)
        .containsEntry("traceparent", OTHER);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 429, 500})
  void whatTheSinkDoesNotTakeIsSentAgain(int status) {
    sink.answer(status);

    post("broker", PUSH)
        .statusCode(503)
        .header("Retry-After", notNullValue())
        .contentType("application/problem+json")
        .body("detail", containsString("answered " + status));
  }

  @Test
  void aRepeatGoesOnWhereTheSinkDidNotTakeMore() {
    sink.take(1);
    post("broker", PUSH, DELETE).statusCode(503);
    sink.take(1);
    post("broker", PUSH, DELETE).statusCode(202).body("events", hasSize(2));
    assertThat(sink.received())
        .extracting(Sink.Received::type)
        .containsExactly("dev.tagfast.image.pushed", "dev.tagfast.image.deleted");

    sink.answer(202);
    post("broker", PUSH, DELETE).statusCode(202);
    assertThat(sink.received()).as("it was acknowledged: this is no repeat").hasSize(4);
  }

  @Test
  void whatHasNoIdIsHandedOnAgain() {
    String nameless = PUSH.replace("\"id\":\"n-1\",", "");
    sink.take(1);
    post("broker", nameless, DELETE).statusCode(503);
    sink.answer(202);
    post("broker", nameless, DELETE).statusCode(202);

    assertThat(sink.received()).hasSize(3);
  }

  @Test
  void aRedirectIsNotFollowed() {
    try (Sink elsewhere = new Sink()) {
      sink.redirect(elsewhere.url());

      post("broker", PUSH).statusCode(503).body("detail", containsString("redirect"));

      assertThat(elsewhere.received()).isEmpty();
    }
  }

  @Test
  void aSinkThatKeepsSilentIsNotWaitedForLongerThanTheSenderWaits() {
    sink.keepSilent();

    post("hastybroker", PUSH, DELETE)
        .statusCode(503)
        .header("Retry-After", notNullValue())
        .body("detail", containsString("no answer within"));
  }

  @Test
  void whatNamesNoRegistryIsOfTheDefaultOneAtTheEventsDoor() {
    event("zotregistry.image.updated", "{\"name\":\"a\",\"reference\":\"1\"}").statusCode(204);
    event("dev.tagfast.image.pushed", "{\"repository\":\"a\",\"tag\":\"2\"}").statusCode(204);
    event("dev.tagfast.image.pushed", "{\"registry\":7,\"repository\":\"a\",\"tag\":\"3\"}")
        .statusCode(400)
        .body("attribute", is("data.registry"));

    assertThat(pipeline.handled())
        .extracting(event -> event.key().toString())
        .containsExactly("localhost:5001/a:1", "localhost:5001/a:2");
  }

  private void known(String reference, Digest digest) {
    TagEntry entry = LedgerEntries.tag(key(reference), digest);
    ledger.read(entry.key()).ifPresent(old -> ledger.remove(entry.key(), old.version()));
    ledger.write(entry, Optional.empty());
  }

  private static ValidatableResponse event(String type, String data) {
    return given()
        .header("Authorization", "Bearer rosemary")
        .header("ce-specversion", "1.0")
        .header("ce-id", "1")
        .header("ce-source", "zotregistry.dev")
        .header("ce-type", type)
        .contentType("application/json")
        .body(data)
        .post("/")
        .then();
  }

  /** Sends an event as a broker would deliver it. */
  private static RequestSpecification resend(Sink.Received event) {
    RequestSpecification request = given().contentType("application/json").body(event.body());
    event.headers().entrySet().stream()
        .filter(header -> header.getKey().startsWith("ce-"))
        .forEach(header -> request.header(header.getKey(), header.getValue()));
    return request;
  }

  private static PushEvent withSource(String source, PushEvent event) {
    return new PushEvent(
        event.action(),
        event.key(),
        event.digest(),
        event.mediaType(),
        event.id(),
        event.actor(),
        event.pushedAt(),
        source);
  }

  private static ValidatableResponse post(String source, String... entries) {
    return given()
        .header("Authorization", "oregano")
        .header("X-Kitchen", "private")
        .contentType("application/json")
        .body("{\"events\":[" + String.join(",", entries) + "]}")
        .post("/webhooks/" + source)
        .then();
  }
}
