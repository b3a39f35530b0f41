package dev.tagfast.intake.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tagfast.image.Digest;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import dev.tagfast.intake.admission.Review.Answer;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.pipeline.PushHandler;
import dev.tagfast.testing.ImagePusher;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The admission webhook's door before a real registry. */
@QuarkusTest
@WithTestResource(AdmissionWorld.class)
class PinDoorTest {
  private static final String NAMESPACE = "kitchen";

  AdmissionWorld world;
  @Inject TagLedger ledger;
  @Inject PushHandler pipeline;

  private final String repository = "admit-" + UUID.randomUUID().toString().substring(0, 8);
  private ImagePusher registry;

  @BeforeEach
  void open() {
    registry = ImagePusher.to(world.silent().uri());
  }

  @AfterEach
  void close() {
    registry.close();
    world.silent().start();
  }

  @Test
  void anUnknownTagIsPinnedToWhatTheRegistryShowsAndRecordedAsSeen() {
    Digest digest = registry.push(repository, "1.0.0", "margherita");

    Answer answer = Review.ofPod(NAMESPACE, image("1.0.0")).send(world.port());

    assertThat(answer.isAllowed()).isTrue();
    assertThat(answer.patch().get(0).path("path").asText()).isEqualTo("/spec/containers/0/image");
    assertThat(answer.written()).containsExactly(image("1.0.0") + "@" + digest);
    assertThat(recorded("1.0.0").accepted().orElseThrow().digest()).isEqualTo(digest);
  }

  @Test
  void aMovingTagThatNobodyFollowsIsRecordedTooAndPinnedWithoutTheRegistry() {
    Digest digest = registry.push(repository, "latest", "margherita");
    assertThat(Review.ofPod(NAMESPACE, image("latest")).send(world.port()).written()).hasSize(1);
    recorded("latest");

    world.silent().stop();

    assertThat(Review.ofPod(NAMESPACE, image("latest")).send(world.port()).written())
        .containsExactly(image("latest") + "@" + digest);
  }

  @Test
  void anOverwrittenTagGetsTheAcceptedImageAndTheQuarantinedOneIsRefused() {
    Digest first = registry.push(repository, "1.0.0", "margherita");
    tell("1.0.0");
    Digest second = registry.push(repository, "1.0.0", "salami");
    tell("1.0.0");

    Answer answer = Review.ofPod(NAMESPACE, image("1.0.0")).send(world.port());
    Answer refused = Review.ofPod(NAMESPACE, image("1.0.0") + "@" + second).send(world.port());

    assertThat(answer.written()).containsExactly(image("1.0.0") + "@" + first);
    assertThat(answer.warnings())
        .anyMatch(warning -> warning.contains("was overwritten; it is pinned to the accepted"));
    assertThat(refused.isAllowed()).isFalse();
    assertThat(refused.message())
        .contains("quarantined (TagOverwritten)", "Use " + first, "tagfast.dev/accept=" + second);
    assertThat(Review.ofPod(NAMESPACE, image("1.0.0") + "@" + first).send(world.port()).isAllowed())
        .isTrue();
  }

  @Test
  void aDryRunRecordsNothing() {
    registry.push(repository, "1.0.0", "margherita");

    Answer answer = Review.ofPod(NAMESPACE, image("1.0.0")).dryRun().send(world.port());

    assertThat(answer.written()).hasSize(1);
    assertThat(entry("1.0.0")).isEmpty();
  }

  @Test
  void aRegistryThatIsAwayLetsThePodThroughWithAWarningOrRefusesItAsItIsSet() {
    Answer open = Review.ofPod(NAMESPACE, "away.example/pizza:1").send(world.port());
    Answer closed = Review.ofPod(NAMESPACE, "strict.example/pizza:1").send(world.port());

    assertThat(open.isAllowed()).isTrue();
    assertThat(open.written()).isEmpty();
    assertThat(open.warnings()).anyMatch(warning -> warning.contains("was let through unchecked"));
    assertThat(closed.isAllowed()).isFalse();
    assertThat(closed.message()).contains("nothing unchecked may run here");
  }

  @Test
  void whatIsNoReviewIsRefusedWithASentence() {
    HttpResponse<String> no = Review.post(world.port(), "{}");
    HttpResponse<String> old =
        Review.post(
            world.port(), Review.ofPod(NAMESPACE, "x").text().replace("io/v1\"", "io/v1beta1\""));

    assertThat(no.statusCode()).isEqualTo(400);
    assertThat(no.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(old.statusCode()).isEqualTo(400);
    assertThat(old.body()).contains("admission.k8s.io/v1beta1 is not understood");
  }

  @Test
  void twoHundredReviewsOfOneImageAreOneRequestToTheRegistry() throws Exception {
    Digest digest = registry.push(repository, "1.0.0", "margherita");
    List<Answer> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Answer>> reviews =
          Collections.nCopies(
              200, () -> Review.ofPod(NAMESPACE, image("1.0.0")).dryRun().send(world.port()));
      for (Future<Answer> answer : threads.invokeAll(reviews)) {
        answers.add(answer.get());
      }
    }

    assertThat(answers)
        .hasSize(200)
        .allSatisfy(
            answer -> assertThat(answer.written()).containsExactly(image("1.0.0") + "@" + digest));
    assertThat(world.silent().log().lines())
        .filteredOn(line -> line.contains("\"HEAD /v2/" + repository + "/manifests/1.0.0 "))
        .hasSize(1);
  }

  @Test
  void aRegistryThatHangsIsNotWaitedForWithoutEnd() {
    Answer answer =
        Review.ofPod(NAMESPACE, "hung.example/pizza:1", image("none")).send(world.port());

    assertThat(answer.isAllowed()).isTrue();
    assertThat(answer.warnings())
        .anyMatch(
            warning ->
                warning.contains(
                    "was let through unchecked: it was not found out within 2 s what hung.example/pizza:1 shows"))
        .anyMatch(warning -> warning.contains("is not pinned: the registry has no "));
  }

  @Test
  void theSecondCallForOneObjectChangesNothing() {
    Digest digest = registry.push(repository, "1.0.0", "margherita");
    String pinned = image("1.0.0") + "@" + digest;

    assertThat(Review.ofPod(NAMESPACE, image("1.0.0")).send(world.port()).written())
        .containsExactly(pinned);
    assertThat(Review.ofPod(NAMESPACE, pinned).send(world.port()).response())
        .isEqualTo(Review.ofPod(NAMESPACE).send(world.port()).response());
  }

  @Test
  void fiveHundredContainersAreOneAnswer() {
    Digest digest = registry.push(repository, "1.0.0", "margherita");
    String[] images = Collections.nCopies(500, image("1.0.0")).toArray(String[]::new);

    assertThat(Review.ofPod(NAMESPACE, images).send(world.port()).written())
        .hasSize(500)
        .containsOnly(image("1.0.0") + "@" + digest);
  }

  @Test
  void aBodyThatNoReviewHasIsRefusedWithItsOwnStatus() throws Exception {
    assertThat(Review.post(world.port(), "{").statusCode()).isEqualTo(400);
    assertThat(Review.post(world.port(), "").statusCode()).isEqualTo(400);
    HttpResponse<String> large = Review.post(world.port(), " ".repeat(10 * 1024 * 1024 + 1));
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(large.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    String padded = Review.ofPod(NAMESPACE, "x@y").text() + " ".repeat(9 * 1024 * 1024);
    assertThat(Review.post(world.port(), padded).statusCode()).isEqualTo(200);
  }

  @Test
  void otherMethodsAreRefused() throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + world.port() + "/admission/pin"))
                  .build(),
              BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
    }
  }

  private String image(String tag) {
    return world.silent().host() + "/" + repository + ":" + tag;
  }

  private TagKey key(String tag) {
    return new TagKey(Repository.parse(world.silent().host() + "/" + repository), new Tag(tag));
  }

  private Optional<TagEntry> entry(String tag) {
    return ledger.read(key(tag)).map(TagLedger.Versioned::entry);
  }

  private TagEntry recorded(String tag) {
    await().until(() -> entry(tag).flatMap(TagEntry::accepted).isPresent());
    return entry(tag).orElseThrow();
  }

  private void tell(String tag) {
    pipeline.handle(PushEvent.reconcile(key(tag)), false);
  }
}
