package dev.tagfast.act.drift;

import static dev.tagfast.testing.Images.digest;
import static dev.tagfast.testing.Images.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.act.drift.RunningPod.Owner;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Workload;
import dev.tagfast.image.Digest;
import dev.tagfast.image.ImageReference;
import dev.tagfast.image.TagKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

class DriftFinderTest {
  private static final TagKey TAG = key("registry.example/kitchen/pizza:today");
  private static final Digest MARGHERITA = digest("margherita");
  private static final Digest FUNGHI = digest("funghi");
  private static final BiPredicate<Digest, Digest> EQUAL = Digest::equals;

  @Test
  void threePodsOfOneReplicaSetThatRunTwoImagesAreADriftWithItsNodes() {
    List<Drift> drifts =
        find(
            pod("a", "node-1", MARGHERITA), pod("b", "node-2", FUNGHI), pod("c", "node-3", FUNGHI));

    assertThat(drifts)
        .singleElement()
        .satisfies(
            drift -> {
              assertThat(drift.workload().name()).isEqualTo("dinner");
              assertThat(drift.container()).isEqualTo("app");
              assertThat(drift.nodes())
                  .containsOnly(
                      Map.entry(MARGHERITA, List.of("node-1")),
                      Map.entry(FUNGHI, List.of("node-2", "node-3")));
              assertThat(drift.sentence())
                  .startsWith("The pods of ReplicaSet/dinner-5d9c run 2 different images")
                  .contains(MARGHERITA.abbreviated() + " on node-1")
                  .contains(FUNGHI.abbreviated() + " on node-2, node-3");
            });
  }

  @Test
  void podsThatRunOneImageDoNotDrift() {
    assertThat(find(pod("a", "node-1", FUNGHI), pod("b", "node-2", FUNGHI))).isEmpty();
  }

  @Test
  void anIndexAndItsPlatformsAreOneImage() {
    assertThat(
            DriftFinder.find(
                dinner(),
                TAG,
                new PodsByWorkload(
                    List.of(pod("a", "node-1", MARGHERITA), pod("b", "node-2", FUNGHI))),
                (_, _) -> true))
        .isEmpty();
  }

  @Test
  void whileARolloutGoesOnTheTwoRevisionsMayDiffer() {
    RunningPod next =
        new RunningPod(
            "b",
            "node-2",
            Optional.of(new Owner("ReplicaSet", "dinner-7f8b")),
            Optional.of("7f8b"),
            Map.of("app", FUNGHI));

    assertThat(find(pod("a", "node-1", MARGHERITA), next)).isEmpty();
  }

  @Test
  void podsOfAnotherWorkloadWithALongerNameAreNotItsOwn() {
    RunningPod other =
        new RunningPod(
            "b",
            "node-2",
            Optional.of(new Owner("ReplicaSet", "dinner-late-5d9c")),
            Optional.of("5d9c"),
            Map.of("app", FUNGHI));

    assertThat(find(pod("a", "node-1", MARGHERITA), other)).isEmpty();
  }

  @Test
  void aContainerThatHasNotStartedRunsNothing() {
    RunningPod starting =
        new RunningPod(
            "b",
            "node-2",
            Optional.of(new Owner("ReplicaSet", "dinner-5d9c")),
            Optional.of("5d9c"),
            Map.of());

    assertThat(find(pod("a", "node-1", MARGHERITA), starting)).isEmpty();
  }

  @Test
  void aContainerThatFollowsAnotherTagIsNotOfThisTag() {
    assertThat(
            DriftFinder.find(
                dinner(),
                key("registry.example/kitchen/pasta:today"),
                new PodsByWorkload(
                    List.of(pod("a", "node-1", MARGHERITA), pod("b", "node-2", FUNGHI))),
                EQUAL))
        .isEmpty();
  }

  @Test
  void podsOfADeploymentAreNotThoseOfAnotherKindWithTheSameName() {
    Subscriber ofTheSameName =
        new Subscriber(
            new Workload("apps/v1", "DaemonSet", "kitchen", "dinner", "uid"),
            "1",
            Map.of(),
            Map.of(),
            false,
            List.of(),
            dinner().containers());

    assertThat(
            DriftFinder.find(
                ofTheSameName,
                TAG,
                new PodsByWorkload(
                    List.of(pod("a", "node-1", MARGHERITA), pod("b", "node-2", FUNGHI))),
                EQUAL))
        .isEmpty();
  }

  private static List<Drift> find(RunningPod... pods) {
    return DriftFinder.find(dinner(), TAG, new PodsByWorkload(List.of(pods)), EQUAL);
  }

  private static RunningPod pod(String name, String node, Digest runs) {
    return new RunningPod(
        name,
        node,
        Optional.of(new Owner("ReplicaSet", "dinner-5d9c")),
        Optional.of("5d9c"),
        Map.of("app", runs));
  }

  private static Subscriber dinner() {
    return new Subscriber(
        new Workload("apps/v1", "Deployment", "kitchen", "dinner", "uid"),
        "1",
        Map.of(),
        Map.of(),
        false,
        List.of(),
        List.of(
            new Subscriber.FollowingContainer(
                "app",
                "/spec/template/spec/containers/0",
                ImageReference.parse("registry.example/kitchen/pizza:today"),
                Optional.of(TAG))));
  }
}
