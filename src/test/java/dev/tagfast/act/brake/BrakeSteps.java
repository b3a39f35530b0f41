package dev.tagfast.act.brake;

import static dev.tagfast.testing.World.EVENTS_SECRET;
import static dev.tagfast.testing.World.SECRET;
import static io.restassured.RestAssured.given;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.kubernetes.ImageTag;
import dev.tagfast.testing.Deployments;
import dev.tagfast.testing.ImagePusher;
import dev.tagfast.testing.Sink;
import dev.tagfast.testing.World;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of rollouts do: push, annotate, let time pass, and look at the Deployment. */
public abstract class BrakeSteps {
  /** A Saturday, with winter before it. */
  private static final Instant SATURDAY = Instant.parse("2019-11-02T12:00:00Z");

  /** What a test left in a cache or in the ledger must be in the past of the next one. */
  private static final AtomicInteger WEEKS = new AtomicInteger();

  protected World world;

  @Inject protected SettableClock clock;

  protected final String name = "pizza-" + UUID.randomUUID().toString().substring(0, 8);
  protected final String other = name + "-other";
  protected ImagePusher pusher;

  @BeforeEach
  void setUp() {
    pusher = ImagePusher.to(world.silent().uri());
    world.sink().answer(202);
    world.sink().forget();
    world.chat().forget();
    clock.set(SATURDAY.plus(Duration.ofDays(7L * (WEEKS.getAndIncrement() % 16))));
    if (client().namespaces().withName(Deployments.NAMESPACE).get() == null) {
      client()
          .resource(
              new NamespaceBuilder()
                  .withNewMetadata()
                  .withName(Deployments.NAMESPACE)
                  .endMetadata()
                  .build())
          .create();
    }
  }

  @AfterEach
  void tearDown() {
    pusher.close();
    client().apps().deployments().inNamespace(Deployments.NAMESPACE).delete();
    for (String brake : List.of("hold", "window", "approval", "min-age", "dry-run")) {
      brakeNamespace(brake, null);
    }
    clock.release();
  }

  protected final void pass(Duration time) {
    clock.set(clock.instant().plus(time));
  }

  protected final void subscribe(String deployment) {
    subscribe(deployment, "today");
  }

  protected final void subscribe(String deployment, String tag) {
    client().resource(Deployments.subscribed(deployment, reference(tag))).create();
  }

  /** One that was rolled out once. */
  protected final Digest subscribedAndPinned() {
    subscribe(name);
    Digest first = push("margherita");
    deliver(first);
    world.sink().forget();
    world.chat().forget();
    return first;
  }

  protected final Digest push(String flavour) {
    return push("today", flavour);
  }

  protected final Digest push(String tag, String flavour) {
    return pusher.push(name, tag, flavour);
  }

  protected final JsonPath deliver(Digest digest) {
    return post("", digest);
  }

  protected final JsonPath post(String query, Digest digest) {
    return post(query, "today", digest);
  }

  /** The registry's notification of a push of this tag. */
  protected final JsonPath deliver(String tag, Digest digest) {
    return post("", tag, digest);
  }

  private JsonPath post(String query, String tag, Digest digest) {
    return given()
        .header("Authorization", SECRET)
        .contentType("application/vnd.docker.distribution.events.v1+json")
        .body(
            """
            {"events":[{"id":"%s","timestamp":"2026-11-24T10:00:00Z","action":"push",
              "target":{"mediaType":"application/vnd.oci.image.manifest.v1+json",
                        "digest":"%s","repository":"%s","tag":"%s"},
              "request":{"host":"%s"},"actor":{"name":"mario"}}]}"""
                .formatted(UUID.randomUUID(), digest, name, tag, world.silent().host()))
        .post("/webhooks/hub" + query)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .setRootPath("events[0]");
  }

  protected final void reconcile() {
    given()
        .header("Authorization", EVENTS_SECRET)
        .header("ce-specversion", "1.0")
        .header("ce-id", UUID.randomUUID().toString())
        .header("ce-source", "/ping")
        .header("ce-type", "dev.tagfast.reconcile")
        .post("/")
        .then()
        .statusCode(204);
  }

  /** As {@code kubectl annotate --overwrite} does it; null takes the annotation away. */
  protected void annotate(String deployment, String annotation, String value) {
    client()
        .apps()
        .deployments()
        .inNamespace(Deployments.NAMESPACE)
        .withName(deployment)
        .patch(PatchContext.of(PatchType.JSON_MERGE), annotations(annotation, value));
  }

  protected final void brakeNamespace(String brake, String value) {
    client()
        .namespaces()
        .withName(Deployments.NAMESPACE)
        .patch(PatchContext.of(PatchType.JSON_MERGE), annotations("tagfast.dev/" + brake, value));
  }

  private static String annotations(String annotation, String value) {
    return "{\"metadata\":{\"annotations\":{\"%s\":%s}}}"
        .formatted(annotation, value == null ? "null" : "\"" + value + "\"");
  }

  protected final String image() {
    return Deployments.image(client(), name);
  }

  protected final String reference() {
    return reference("today");
  }

  protected final String reference(String tag) {
    return world.silent().host() + "/" + name + ":" + tag;
  }

  protected final Map<String, String> annotations() {
    return Objects.requireNonNullElse(
        deployment(name).getMetadata().getAnnotations(), Map.<String, String>of());
  }

  protected final boolean waitsForAPerson() {
    return deployment(name).getMetadata().getLabels().containsKey("tagfast.dev/waits");
  }

  private Deployment deployment(String deployment) {
    return client()
        .apps()
        .deployments()
        .inNamespace(Deployments.NAMESPACE)
        .withName(deployment)
        .get();
  }

  protected final ImageTag imageTag() {
    return client().resources(ImageTag.class).inAnyNamespace().list().getItems().stream()
        .filter(tag -> tag.getSpec().repository().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The types of the reports about this test's image. */
  protected final List<String> types() {
    return world.sink().received().stream()
        .filter(report -> report.body().contains(name))
        .map(Sink.Received::type)
        .toList();
  }

  protected final KubernetesClient client() {
    return world.api().client();
  }
}
