package dev.tagfast.act.rollout;

import static dev.tagfast.act.kubernetes.ShopDeployments.ALICE;
import static dev.tagfast.act.kubernetes.ShopDeployments.IMAGE;
import static dev.tagfast.act.kubernetes.ShopDeployments.NEW;
import static dev.tagfast.act.kubernetes.ShopDeployments.NOON;
import static dev.tagfast.act.kubernetes.ShopDeployments.OLD;
import static dev.tagfast.act.kubernetes.ShopDeployments.OTHER;
import static dev.tagfast.act.kubernetes.ShopDeployments.TODAY;
import static dev.tagfast.act.kubernetes.ShopDeployments.oven;
import static dev.tagfast.act.kubernetes.ShopDeployments.pinned;
import static dev.tagfast.act.kubernetes.ShopDeployments.subscriber;
import static dev.tagfast.act.kubernetes.ShopDeployments.wrote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagfast.act.patch.PatchOperation;
import dev.tagfast.ledger.Cause;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RolloutPatchTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whatever a Deployment looks like, its followers' images change, and our annotations. */
  @RepeatedTest(200)
  void thePatchPinsTheFollowersAndLeavesEverythingElse(RepetitionInfo repetition) throws Exception {
    Deployment before = anyDeployment(new Random(repetition.getCurrentRepetition()));
    RolloutPlan plan =
        RolloutPlan.of(subscriber(before), TODAY, RolloutTarget.exactly(NEW), ALICE, NOON);
    if (plan.patch().isEmpty()) {
      return;
    }

    Deployment after = apply(plan, before);

    List<Container> was = containers(before);
    List<Container> is = containers(after);
    for (int i = 0; i < was.size(); i++) {
      String image = was.get(i).getImage();
      assertThat(is.get(i).getImage())
          .isEqualTo(
              image.matches("(registry.test|localhost:5001)/shop/pizza:today(@.*)?")
                  ? image.replaceAll("@.*", "") + "@" + NEW
                  : image);
    }
    assertThat(others(after)).isEqualTo(others(before));
    assertThat(
            RolloutPlan.of(subscriber(after), TODAY, RolloutTarget.exactly(NEW), ALICE, NOON)
                .patch())
        .as("and then there is nothing left to do")
        .isEmpty();
  }

  @Test
  void theAnnotationsTellTheStory() throws Exception {
    Deployment after = patched(oven(pinned(OLD)), ALICE);

    assertThat(after.getMetadata().getAnnotations())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "written.tagfast.dev/oven",
                pinned(NEW),
                "tagfast.dev/tag",
                "registry.test/shop/pizza:today",
                "tagfast.dev/from",
                OLD.value(),
                "tagfast.dev/to",
                NEW.value(),
                "tagfast.dev/event",
                "event-1",
                "tagfast.dev/actor",
                "alice",
                "tagfast.dev/at",
                "2026-11-23T12:00:00Z",
                "started.tagfast.dev/oven",
                "2026-11-23T12:00:00Z 0",
                "kubernetes.io/change-cause",
                "tagfast: registry.test/shop/pizza:today sha256:aaaaaaaaaaaa →"
                    + " sha256:bbbbbbbbbbbb, pushed by alice (event event-1)"));
    assertThat(after.getSpec().getTemplate().getMetadata())
        .as("nothing but the image restarts pods")
        .isNull();
  }

  @Test
  void theActorOfTheLastRolloutIsNotBlamedForThisOne() throws Exception {
    Deployment first = patched(oven(pinned(OLD)), ALICE);
    Cause nobody = new Cause("reconcile", Optional.empty(), Optional.empty());

    Deployment second =
        apply(
            RolloutPlan.of(subscriber(first), TODAY, RolloutTarget.exactly(OTHER), nobody, NOON),
            first);

    assertThat(second.getMetadata().getAnnotations())
        .doesNotContainKeys("tagfast.dev/actor", "tagfast.dev/event")
        .containsEntry("tagfast.dev/from", NEW.value())
        .extractingByKey("kubernetes.io/change-cause")
        .asString()
        .endsWith(", seen by reconcile");
  }

  @Test
  void whoAcceptedADigestIsNotSaidToHavePushedIt() throws Exception {
    Cause person = new Cause("person", Optional.empty(), Optional.of("bob"));

    assertThat(patched(oven(pinned(OLD)), person).getMetadata().getAnnotations())
        .extractingByKey("kubernetes.io/change-cause")
        .asString()
        .endsWith(", accepted by bob");
  }

  @Test
  void whatASenderWroteCannotForgeAnythingInAnAnnotation() throws Exception {
    Cause hostile =
        new Cause("hub", Optional.of("x\n\u202Ey"), Optional.of("\u001b[31m" + "m".repeat(5_000)));

    Map<String, String> annotations = patched(oven(IMAGE), hostile).getMetadata().getAnnotations();

    assertThat(annotations.get("tagfast.dev/event")).isEqualTo("x\uFFFD\uFFFDy");
    assertThat(annotations.get("tagfast.dev/actor")).hasSize(128).doesNotContain("\u001b");
    assertThat(annotations.get("kubernetes.io/change-cause"))
        .startsWith("tagfast: registry.test/shop/pizza:today pinned to sha256:bbbbbbbbbbbb,")
        .doesNotContain("\n", "\u001b", "\u202E");
  }

  @Test
  void aDigestPutBackIsCountedAndAFirstPinIsNot() throws Exception {
    assertThat(patched(oven(IMAGE), ALICE).getMetadata().getAnnotations())
        .doesNotContainKey(RolloutAnnotations.REPINNED + "oven");

    Map<String, String> annotations = new HashMap<>(wrote(pinned(OLD)));
    annotations.put(
        RolloutAnnotations.REPINNED + "oven", "2026-11-23T10:00:00Z,2026-11-23T11:30:00Z");
    assertThat(patched(oven(IMAGE, annotations), ALICE).getMetadata().getAnnotations())
        .containsEntry(
            RolloutAnnotations.REPINNED + "oven", "2026-11-23T11:30:00Z,2026-11-23T12:00:00Z");
  }

  @Test
  void anythingThatThePlanWasMadeOfAndChangedFailsThePatch() {
    Deployment read = oven(IMAGE, Map.of("team", "kitchen"));
    RolloutPlan plan =
        RolloutPlan.of(subscriber(read), TODAY, RolloutTarget.exactly(NEW), ALICE, NOON);

    for (Deployment changed :
        List.of(
            oven(pinned(OTHER), Map.of("team", "kitchen")),
            renamed(read),
            new DeploymentBuilder(read)
                .editMetadata()
                .addToLabels(RolloutAnnotations.SUBSCRIBE, "false")
                .endMetadata()
                .build())) {
      assertThatThrownBy(() -> apply(plan, changed)).isInstanceOf(JsonPatchException.class);
    }
  }

  @Test
  void annotationsCreatedAtTheSameTimeAreNotWiped() {
    Deployment read = oven(IMAGE);
    RolloutPlan plan =
        RolloutPlan.of(subscriber(read), TODAY, RolloutTarget.exactly(NEW), ALICE, NOON);
    Deployment annotatedMeanwhile = oven(IMAGE, Map.of("team", "kitchen"));
    annotatedMeanwhile.getMetadata().setResourceVersion("8");

    assertThatThrownBy(() -> apply(plan, annotatedMeanwhile))
        .isInstanceOf(JsonPatchException.class);
  }

  @Test
  void pointersAreEscaped() {
    assertThat(PatchOperation.pointer("/metadata/annotations", "a~b/c"))
        .isEqualTo("/metadata/annotations/a~0b~1c");
  }

  private static Deployment patched(Deployment deployment, Cause cause) throws Exception {
    return apply(
        RolloutPlan.of(subscriber(deployment), TODAY, RolloutTarget.exactly(NEW), cause, NOON),
        deployment);
  }

  private static Deployment apply(RolloutPlan plan, Deployment deployment) throws Exception {
    JsonNode patch = JSON.readTree(PatchOperation.document(plan.patch()));
    JsonNode after = JsonPatch.apply(patch, JSON.valueToTree(deployment));
    return JSON.treeToValue(after, Deployment.class);
  }

  private static Deployment renamed(Deployment deployment) {
    return new DeploymentBuilder(deployment)
        .editSpec()
        .editTemplate()
        .editSpec()
        .editFirstContainer()
        .withName("stove")
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static List<Container> containers(Deployment deployment) {
    List<Container> all =
        new ArrayList<>(deployment.getSpec().getTemplate().getSpec().getInitContainers());
    all.addAll(deployment.getSpec().getTemplate().getSpec().getContainers());
    return all;
  }

  /** The Deployment without images and without the annotations that are ours. */
  private static JsonNode others(Deployment deployment) {
    ObjectNode node = JSON.valueToTree(deployment);
    Map<String, String> annotations = new HashMap<>(deployment.getMetadata().getAnnotations());
    annotations.keySet().removeIf(name -> name.contains("tagfast.dev/"));
    annotations.remove(RolloutAnnotations.CHANGE_CAUSE);
    node.withObject("metadata").set("annotations", JSON.valueToTree(annotations));
    node.findParents("image").forEach(container -> ((ObjectNode) container).remove("image"));
    return node;
  }

  private static Deployment anyDeployment(Random random) {
    Map<String, String> annotations = new HashMap<>();
    if (random.nextBoolean()) {
      annotations.put("team/x~y", "kitchen \"7\" / ~1");
    }
    if (random.nextBoolean()) {
      annotations.put(RolloutAnnotations.ACTOR, "mallory");
      annotations.put(RolloutAnnotations.CHANGE_CAUSE, "by hand");
    }
    return new DeploymentBuilder(oven("unused.test/x:1", annotations))
        .editSpec()
        .withReplicas(random.nextInt(5))
        .withPaused(random.nextBoolean())
        .editTemplate()
        .editSpec()
        .withInitContainers(anyContainers("init", random.nextInt(3), random))
        .withContainers(anyContainers("main", 1 + random.nextInt(3), random))
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static List<Container> anyContainers(String prefix, int count, Random random) {
    List<String> images =
        List.of(
            IMAGE,
            pinned(OLD),
            pinned(NEW),
            "localhost:5001/shop/pizza:today",
            "localhost:5001/shop/pizza:today@" + OTHER,
            "registry.test/shop/pizza:yesterday",
            "nginx",
            "not an image");
    List<Container> containers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      containers.add(
          new ContainerBuilder()
              .withName(prefix + "-" + i)
              .withImage(images.get(random.nextInt(images.size())))
              .addNewEnv()
              .withName("OVEN")
              .withValue("hot/" + i)
              .endEnv()
              .build());
    }
    return containers;
  }
}
