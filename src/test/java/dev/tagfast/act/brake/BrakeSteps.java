package dev.tagfast.act.brake;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.kubernetes.ImageTag;
import dev.tagfast.pipeline.MainPathSteps;
import dev.tagfast.testing.Deployments;
import dev.tagfast.testing.Sink;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of rollouts do besides: annotate, let time pass, and look at two Deployments. */
public abstract class BrakeSteps extends MainPathSteps {
  /** A Saturday, with winter before it. */
  private static final Instant SATURDAY = Instant.parse("2019-11-02T12:00:00Z");

  /** What a test left in a cache or in the ledger must be in the past of the next one. */
  private static final AtomicInteger WEEKS = new AtomicInteger();

  @Inject protected SettableClock clock;

  protected final String name = repository;
  protected final String other = name + "-other";

  @BeforeEach
  void clockAndNamespace() {
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
  void withoutBrakes() {
    for (String brake : List.of("hold", "window", "approval", "min-age", "dry-run")) {
      brakeNamespace(brake, null);
    }
    clock.release();
  }

  protected final void pass(Duration time) {
    clock.set(clock.instant().plus(time));
  }

  /** Creates a Deployment with this name. */
  protected final void deploy(String deployment) {
    deploy(deployment, "today");
  }

  protected final void deploy(String deployment, String tag) {
    client().resource(Deployments.subscribed(deployment, reference(tag))).create();
  }

  /** One that was rolled out once. */
  protected final Digest subscribedAndPinned() {
    deploy(name);
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
    return deliver("today", digest);
  }

  protected final JsonPath post(String query, Digest digest) {
    return entry(post(query, "today", digest).then().statusCode(200));
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

  protected final String reference() {
    return reference("today");
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
    return imageTag("today");
  }

  /** The types of the reports about this test's image. */
  protected final List<String> typesOfThis() {
    return world.sink().received().stream()
        .filter(report -> report.body().contains(name))
        .map(Sink.Received::type)
        .toList();
  }
}
