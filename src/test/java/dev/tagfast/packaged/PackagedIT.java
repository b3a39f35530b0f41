package dev.tagfast.packaged;

import static dev.tagfast.testing.World.EVENTS_SECRET;
import static dev.tagfast.testing.World.SECRET;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.kubernetes.ImageTag;
import dev.tagfast.policy.kubernetes.TagPolicy;
import dev.tagfast.testing.Deployments;
import dev.tagfast.testing.ImagePusher;
import dev.tagfast.testing.Sink;
import dev.tagfast.testing.World;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What was built, as a process of its own: the JVM's package, the same with an AOT cache, or the
 * native executable. Each test takes a way on which a package can lack what the classes have: code
 * that is found by reflection, resources, services, and what the build leaves out.
 */
@QuarkusIntegrationTest
@WithTestResource(PackagedWorld.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PackagedIT {
  private static final String DISTRIBUTION = "application/vnd.docker.distribution.events.v1+json";

  World world;

  private final String repository = "pizza-" + UUID.randomUUID().toString().substring(0, 8);
  private ImagePusher pusher;

  @BeforeEach
  void setUp() {
    pusher = ImagePusher.to(world.silent().uri());
    world.sink().forget();
    world.chat().forget();
  }

  @AfterEach
  void tearDown() {
    pusher.close();
  }

  @Test
  void itLivesIsReadyAndReachesItsLedger() {
    for (String path : List.of("live", "ready", "group/dependencies")) {
      given().get("/q/health/" + path).then().statusCode(200).body("status", equalTo("UP"));
    }
  }

  @Test
  void aNotificationIsHeldAgainstTheRegistryRecordedRolledOutAndReported() {
    subscribe("1.0.0");
    Digest digest = pusher.push(repository, "1.0.0", "quattro formaggi");

    notify("1.0.0", digest).body("events[0].reason", equalTo("FirstSeen"));

    assertThat(image()).isEqualTo(reference("1.0.0") + "@" + digest);
    assertThat(recorded()).isEqualTo(digest.value());
    assertThat(world.sink().received())
        .extracting(Sink.Received::type)
        .containsExactlyInAnyOrder("dev.tagfast.tag.accepted", "dev.tagfast.rollout.started");
  }

  @Test
  void anOverwriteRingsTheAlarm() {
    notify("1.0.0", pusher.push(repository, "1.0.0", "quattro formaggi"));

    notify("1.0.0", pusher.push(repository, "1.0.0", "hawaii"))
        .body("events[0].reason", equalTo("TagOverwritten"));

    assertThat(world.chat().received()).hasSize(1);
    assertThat(events()).contains("TagOverwritten");
  }

  @Test
  void aPolicyIsReadAndToldWhatBecameOfIt() {
    client()
        .resource(
            """
            apiVersion: tagfast.dev/v1alpha1
            kind: TagPolicy
            metadata: {name: %1$s}
            spec:
              rules:
                - repositories: ["%2$s/%1$s"]
                  tags: {regex: "to.*"}
                  mode: Reject
            """
                .formatted(repository, world.silent().host()))
        .create();
    notify("today", pusher.push(repository, "today", "quattro formaggi"));

    notify("today", pusher.push(repository, "today", "hawaii"))
        .body("events[0].reason", equalTo("TagOverwritten"));

    assertThat(client().resources(TagPolicy.class).withName(repository).require().getStatus())
        .isNotNull();
    client().resources(TagPolicy.class).withName(repository).delete();
  }

  @Test
  void aCloudEventInStructuredModeDoesTheSame() {
    Digest digest = pusher.push(repository, "1.0.0", "quattro formaggi");

    given()
        .header("Authorization", "Bearer " + EVENTS_SECRET)
        .contentType("application/cloudevents+json")
        .body(
            """
            {"specversion":"1.0","id":"1","source":"/ci","type":"dev.tagfast.image.pushed",
             "data":{"registry":"%s","repository":"%s","tag":"1.0.0"}}"""
                .formatted(world.silent().host(), repository))
        .post("/")
        .then()
        .statusCode(204);

    assertThat(recorded()).isEqualTo(digest.value());
  }

  @Test
  void whatIsWrongIsAnsweredAsAProblem() {
    given()
        .contentType(DISTRIBUTION)
        .body("{}")
        .post("/webhooks/hub")
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .body("status", equalTo(401));
    given()
        .header("Authorization", "Bearer " + SECRET)
        .contentType(DISTRIBUTION)
        .body("[1,")
        .post("/webhooks/hub")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:tagfast:problem:bad-body"));
  }

  @Test
  void whatItDidIsCounted() {
    notify("1.0.0", pusher.push(repository, "1.0.0", "quattro formaggi"));

    String metrics = given().get("/q/metrics").then().statusCode(200).extract().asString();

    assertThat(metrics).contains("tagfast_events_total{").contains("tagfast_event_seconds_count");
  }

  /** Last: nothing answers afterwards. */
  @Test
  @Order(Integer.MAX_VALUE)
  void sigtermEndsIt() {
    List<ProcessHandle> started =
        ProcessHandle.current()
            .children()
            .filter(child -> child.info().commandLine().orElse("").contains("quarkus.http.port"))
            .toList();
    assertThat(started).hasSize(1);

    started.getFirst().destroy();

    await().until(() -> !started.getFirst().isAlive());
  }

  private ValidatableResponse notify(String tag, Digest digest) {
    return given()
        .header("Authorization", "Bearer " + SECRET)
        .contentType(DISTRIBUTION)
        .body(
            """
            {"events":[{"id":"%s","timestamp":"2018-05-12T12:00:00Z","action":"push",
             "target":{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"%s",
             "repository":"%s","tag":"%s"},"request":{"host":"%s"},"actor":{"name":"giovanni"}}]}"""
                .formatted(UUID.randomUUID(), digest, repository, tag, world.silent().host()))
        .post("/webhooks/hub")
        .then()
        .statusCode(200);
  }

  private String reference(String tag) {
    return world.silent().host() + "/" + repository + ":" + tag;
  }

  private void subscribe(String tag) {
    client().resource(Deployments.subscribed(repository, reference(tag))).create();
  }

  private String image() {
    return Deployments.image(client(), repository);
  }

  private String recorded() {
    return client().resources(ImageTag.class).list().getItems().stream()
        .filter(tag -> tag.getMetadata().getName().startsWith(repository))
        .map(tag -> tag.getStatus().accepted().digest())
        .findFirst()
        .orElseThrow();
  }

  private List<String> events() {
    return client().v1().events().inNamespace("tagfast").list().getItems().stream()
        .map(event -> event.getReason())
        .toList();
  }

  private KubernetesClient client() {
    return world.api().client();
  }
}
