package dev.tagfast.report.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.cluster.MessagingRealWorld;
import dev.tagfast.cluster.RealCluster;
import dev.tagfast.image.Digest;
import dev.tagfast.ledger.kubernetes.ImageTag;
import dev.tagfast.pipeline.MainPathSteps;
import dev.tagfast.report.LogCapture;
import dev.tagfast.testing.Sink;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A push, and what arrives at a messenger of each type. */
@RealCluster
@QuarkusTest
@WithTestResource(MessagingRealWorld.class)
class MessagesOnRealApiTest extends MainPathSteps {
  private static final List<String> ALL =
      Stream.concat(
              MessagingRealWorld.TYPES.stream().map(type -> type.replace("-", "")),
              Stream.of("broken"))
          .sorted()
          .toList();

  @AfterEach
  void everybodyIsThereAgain() {
    places().answer(200);
    places().forget();
  }

  @Test
  void anOverwriteIsToldToEachMessengerOnceAndABadTemplateStopsNobody() {
    try (LogCapture log = new LogCapture()) {
      overwrite();
      Digest seen = pusher.push(repository, "1.0.0", "hawaii");
      deliver("1.0.0", seen);

      assertThat(told()).isEqualTo(ALL);
      assertThat(places().received())
          .allSatisfy(it -> assertThat(it.body()).contains("TagOverwritten", repository));
      assertThat(log.lines)
          .noneMatch(line -> line.contains(MessagingRealWorld.SECRET))
          .anyMatch(line -> line.contains("messenger-broken does not work"));
    }
  }

  @Test
  void whatNobodyTookIsOwedAndToldLaterOnce() {
    subscribe("1.0.0");
    deliver("1.0.0", pusher.push(repository, "1.0.0", "quattro formaggi"));
    places().answer(503);
    deliver("1.0.0", pusher.push(repository, "1.0.0", "hawaii"));
    assertThat(told()).isEmpty();

    places().answer(200);
    reconcile();
    reconcile();

    assertThat(told()).isEqualTo(ALL);
  }

  @Test
  void aSilencedTagIsToldToNobody() {
    subscribe("1.0.0");
    deliver("1.0.0", pusher.push(repository, "1.0.0", "quattro formaggi"));
    silence(Instant.now().plus(1, ChronoUnit.HOURS).toString());
    deliver("1.0.0", pusher.push(repository, "1.0.0", "hawaii"));
    reconcile();

    assertThat(told()).isEmpty();
    assertThat(imageTag("1.0.0").getStatus().outbox()).as("nothing is owed").isNullOrEmpty();
  }

  private void overwrite() {
    subscribe("1.0.0");
    deliver("1.0.0", pusher.push(repository, "1.0.0", "quattro formaggi"));
    deliver("1.0.0", pusher.push(repository, "1.0.0", "hawaii"));
  }

  private void silence(String until) {
    client()
        .resource(imageTag("1.0.0"))
        .edit(
            tag -> {
              tag.getMetadata().setAnnotations(java.util.Map.of(ImageTag.SILENCE_UNTIL, until));
              return tag;
            });
  }

  /** Who was told of this test's repository, each as often as it was. */
  private List<String> told() {
    return places().received().stream()
        .filter(it -> it.body().contains(repository) && it.body().contains("TagOverwritten"))
        .map(it -> it.path().split("/")[1])
        .sorted()
        .toList();
  }

  private Sink places() {
    return ((MessagingRealWorld) world).places();
  }
}
