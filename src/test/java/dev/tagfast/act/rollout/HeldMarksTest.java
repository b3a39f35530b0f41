package dev.tagfast.act.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.act.patch.PatchOperation.Add;
import dev.tagfast.act.patch.PatchOperation.AddObject;
import dev.tagfast.act.patch.PatchOperation.Remove;
import dev.tagfast.act.patch.PatchOperation.Test;
import dev.tagfast.act.rollout.Subscriber.FollowingContainer;
import dev.tagfast.image.ImageReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

class HeldMarksTest {
  private static final String WHY = "PersonHolds: Somebody else set the image.";
  private static final Map<String, String> SUBSCRIBED = Map.of("tagfast.dev/subscribe", "true");
  private static final Map<String, String> WAITING =
      Map.of("tagfast.dev/subscribe", "true", "tagfast.dev/waits", "true");

  @org.junit.jupiter.api.Test
  void aContainerThatIsHeldIsNamedAndTheWorkloadWaits() {
    Subscriber workload = workload(SUBSCRIBED, Map.of("a", "b"), "app");

    assertThat(HeldMarks.patch(workload, Map.of("app", Optional.of(WHY))))
        .containsExactly(
            new Test("/metadata/labels/tagfast.dev~1subscribe", "true"),
            new Add("/metadata/annotations/held.tagfast.dev~1app", WHY),
            new Add("/metadata/labels/tagfast.dev~1waits", "true"));
  }

  @org.junit.jupiter.api.Test
  void theFirstAnnotationOfAWorkloadWipesNoneThatSomebodyElseWrites() {
    Subscriber workload = workload(SUBSCRIBED, Map.of(), "app");

    assertThat(HeldMarks.patch(workload, Map.of("app", Optional.of(WHY))))
        .contains(
            new Test("/metadata/resourceVersion", "7"), new AddObject("/metadata/annotations"));
  }

  @org.junit.jupiter.api.Test
  void whatIsSaidAlreadyIsNotSaidAgain() {
    Subscriber workload = workload(WAITING, Map.of("held.tagfast.dev/app", WHY), "app");

    assertThat(HeldMarks.patch(workload, Map.of("app", Optional.of(WHY)))).isEmpty();
  }

  @org.junit.jupiter.api.Test
  void whenTheLastContainerIsLetGoTheWorkloadWaitsNoMore() {
    Subscriber workload = workload(WAITING, Map.of("held.tagfast.dev/app", WHY), "app");

    assertThat(HeldMarks.of(workload, Map.of("app", Optional.empty())))
        .containsExactly(
            new Remove("/metadata/annotations/held.tagfast.dev~1app"),
            new Remove("/metadata/labels/tagfast.dev~1waits"));
  }

  @org.junit.jupiter.api.Test
  void aContainerOfAnotherTagThatIsHeldKeepsTheWorkloadWaiting() {
    Subscriber workload =
        workload(
            WAITING,
            Map.of("held.tagfast.dev/app", WHY, "held.tagfast.dev/sidecar", WHY),
            "app",
            "sidecar");

    assertThat(HeldMarks.of(workload, Map.of("app", Optional.empty())))
        .containsExactly(new Remove("/metadata/annotations/held.tagfast.dev~1app"));
  }

  @org.junit.jupiter.api.Test
  void theMarkOfAContainerThatIsGoneGoesToo() {
    Subscriber workload = workload(WAITING, Map.of("held.tagfast.dev/old", WHY), "app");

    assertThat(HeldMarks.of(workload, Map.of("app", Optional.empty())))
        .containsExactly(
            new Remove("/metadata/annotations/held.tagfast.dev~1old"),
            new Remove("/metadata/labels/tagfast.dev~1waits"));
  }

  private static Subscriber workload(
      Map<String, String> labels, Map<String, String> annotations, String... containers) {
    return new Subscriber(
        new Workload("apps/v1", "Deployment", "shop", "pizza", "uid"),
        "7",
        labels,
        annotations,
        !annotations.isEmpty(),
        List.of(),
        Stream.of(containers)
            .map(
                name ->
                    new FollowingContainer(
                        name,
                        "/spec/template/spec/containers/0",
                        ImageReference.parse("registry.test/pizza:today"),
                        Optional.empty()))
            .toList());
  }
}
