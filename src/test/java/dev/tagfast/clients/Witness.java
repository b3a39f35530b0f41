package dev.tagfast.clients;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import dev.tagfast.ledger.kubernetes.ImageTag;
import dev.tagfast.ledger.kubernetes.ImageTagStatus;
import dev.tagfast.testing.Deployments;
import dev.tagfast.testing.ImagePusher;
import dev.tagfast.testing.Sink;
import dev.tagfast.testing.World;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Sees what Tagfast reports and records of a repository while somebody pushes to it. */
final class Witness implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final World world;
  private final ImagePusher pusher;
  private final String fence = "fence-" + UUID.randomUUID().toString().substring(0, 8);
  private int fences;
  private int followers;

  Witness(World world) {
    this.world = world;
    pusher = ImagePusher.to(world.notifying().uri());
    world.sink().answer(202);
  }

  /** A Deployment that follows this image. */
  void follow(String repository, String image) {
    followers++;
    client().resource(Deployments.subscribed(repository + "-" + followers, image)).create();
  }

  /** What came of this, when all of its events are handled and a reconcile has run. */
  Seen watch(String repository, Runnable action) {
    world.sink().forget();
    Map<String, Long> before =
        tags(repository).collect(Collectors.toMap(Witness::tag, it -> it.getStatus().moves()));
    action.run();
    awaitItsEvents();
    reconcile();
    return new Seen(
        world.sink().received().stream()
            .filter(report -> repository.equals(JsonPath.from(report.body()).get("repository")))
            .map(Witness::report)
            .toList(),
        tags(repository).flatMap(tag -> moves(tag, before.getOrDefault(tag(tag), 0L))).toList());
  }

  /**
   * A registry sends one event after the other, each when the one before is answered, so what was
   * pushed before this image is handled when this image is in the ledger.
   */
  private void awaitItsEvents() {
    fences++;
    String last = "1.0." + fences;
    pusher.push(fence, last, "fence " + fences);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                tags(fence)
                    .anyMatch(it -> tag(it).equals(last) && it.getStatus().outbox().isEmpty()));
  }

  private void reconcile() {
    given()
        .header("Authorization", "Bearer " + World.EVENTS_SECRET)
        .header("ce-specversion", "1.0")
        .header("ce-id", UUID.randomUUID().toString())
        .header("ce-source", "/ping")
        .header("ce-type", "dev.tagfast.reconcile")
        .post("/")
        .then()
        .statusCode(204);
  }

  private static String report(Sink.Received report) {
    return JsonPath.from(report.body()).getString("tag")
        + " "
        + report.type().replace("dev.tagfast.", "");
  }

  private static Stream<String> moves(ImageTag tag, long before) {
    ImageTagStatus status = tag.getStatus();
    int kept = status.history().size();
    return LongStream.range(Math.max(before, status.moves() - kept), status.moves())
        .mapToObj(move -> status.history().get((int) (move - status.moves() + kept)))
        .map(move -> tag(tag) + " " + move.reason());
  }

  private Stream<ImageTag> tags(String repository) {
    return client().resources(ImageTag.class).inAnyNamespace().list().getItems().stream()
        .filter(it -> it.getSpec().repository().equals(repository));
  }

  private static String tag(ImageTag tag) {
    return tag.getSpec().tag();
  }

  private KubernetesClient client() {
    return world.api().client();
  }

  @Override
  public void close() {
    pusher.close();
    client().apps().deployments().inNamespace(Deployments.NAMESPACE).delete();
  }
}
