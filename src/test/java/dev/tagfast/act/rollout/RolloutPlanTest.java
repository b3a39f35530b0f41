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
import static org.assertj.core.api.Assertions.tuple;

import dev.tagfast.act.patch.PatchOperation;
import dev.tagfast.decide.Reason;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RolloutPlanTest {
  static Stream<Arguments> theRules() {
    return Stream.of(
        rule("a plain tag is pinned", IMAGE, Map.of(), Reason.ROLLOUT_STARTED),
        rule("pinned before it subscribed", pinned(OLD), Map.of(), Reason.ROLLOUT_STARTED),
        rule("there before it subscribed", pinned(NEW), Map.of(), Reason.ALREADY_PINNED),
        rule("our own pin moves on", pinned(OLD), wrote(pinned(OLD)), Reason.ROLLOUT_STARTED),
        rule("our own pin is there", pinned(NEW), wrote(pinned(NEW)), Reason.ALREADY_PINNED),
        rule("a person's pin", pinned(OTHER), wrote(pinned(OLD)), Reason.PERSON_HOLDS),
        rule("a person was faster", pinned(NEW), wrote(pinned(OLD)), Reason.ALREADY_PINNED),
        rule("the digest was lost", IMAGE, wrote(pinned(OLD)), Reason.ROLLOUT_STARTED),
        rule(
            "lost for the third time",
            IMAGE,
            repinned("2026-11-23T11:01:00Z,2026-11-23T11:30:00Z"),
            Reason.ROLLOUT_STARTED),
        rule(
            "lost for the fourth time",
            IMAGE,
            repinned("2026-11-23T11:01:00Z,2026-11-23T11:30:00Z,2026-11-23T11:59:00Z"),
            Reason.IMAGE_FIELD_CONTESTED),
        rule(
            "an hour later it counts no more",
            IMAGE,
            repinned("2026-11-23T11:00:00Z,2026-11-23T11:30:00Z,2026-11-23T11:59:00Z"),
            Reason.ROLLOUT_STARTED),
        rule(
            "times that are none do not count",
            IMAGE,
            repinned("soon,,2026-11-23T11:30:00Z, 2026-11-23T11:59:00Z"),
            Reason.ROLLOUT_STARTED),
        rule(
            "another tag was deployed, and no digest fought about",
            IMAGE,
            plus(
                wrote("registry.test/shop/pizza:yesterday@" + OLD),
                RolloutAnnotations.REPINNED + "oven",
                "2026-11-23T11:10:00Z,2026-11-23T11:30:00Z,2026-11-23T11:59:00Z"),
            Reason.ROLLOUT_STARTED),
        rule(
            "a digest lost in another container is another matter",
            IMAGE,
            plus(
                wrote(pinned(OLD)),
                RolloutAnnotations.REPINNED + "sidecar",
                "2026-11-23T11:10:00Z,2026-11-23T11:30:00Z,2026-11-23T11:59:00Z"),
            Reason.ROLLOUT_STARTED),
        rule("a note that is no image", pinned(OLD), wrote("???"), Reason.ROLLOUT_STARTED),
        rule(
            "Argo CD",
            pinned(OLD),
            Map.of("argocd.argoproj.io/tracking-id", "shop:apps/Deployment:shop/oven"),
            Reason.GITOPS_MANAGED),
        rule(
            "Argo CD has nothing to do",
            pinned(NEW),
            Map.of("argocd.argoproj.io/tracking-id", "shop:apps/Deployment:shop/oven"),
            Reason.ALREADY_PINNED));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void theRules(String title, String image, Map<String, String> annotations, Reason expected) {
    RolloutPlan plan = plan(oven(image, annotations));

    assertThat(plan.results(Reason.ROLLOUT_STARTED, ""))
        .extracting(RolloutResult::reason)
        .containsExactly(expected);
    assertThat(plan.patch().isEmpty())
        .as("a patch only where a container moves")
        .isEqualTo(expected != Reason.ROLLOUT_STARTED);
  }

  @Test
  void aContainerThatFollowsAnotherTagOrRepositoryIsNotConcerned() {
    for (String image :
        List.of(
            "registry.test/shop/pizza:yesterday",
            "registry.test/shop/pasta:today",
            "elsewhere.test/shop/pizza:today",
            "registry.test/shop/pizza@" + OLD)) {
      RolloutPlan plan = plan(oven(image));
      assertThat(plan.patch()).as(image).isEmpty();
      assertThat(plan.results(Reason.ROLLOUT_STARTED, "")).as(image).isEmpty();
    }
  }

  @Test
  void aHeldContainerDoesNotHoldTheOthers() {
    Deployment deployment =
        new DeploymentBuilder(oven(pinned(OTHER), wrote(pinned(OLD))))
            .editSpec()
            .editTemplate()
            .editSpec()
            .addNewInitContainer()
            .withName("knead")
            .withImage(IMAGE)
            .endInitContainer()
            .addNewContainer()
            .withName("serve")
            .withImage(pinned(NEW))
            .endContainer()
            .endSpec()
            .endTemplate()
            .endSpec()
            .build();

    RolloutPlan plan = plan(deployment);

    assertThat(plan.results(Reason.ROLLOUT_STARTED, ""))
        .extracting(RolloutResult::reason, RolloutResult::containers, RolloutResult::from)
        .containsExactly(
            tuple(Reason.ROLLOUT_STARTED, List.of("knead"), Optional.empty()),
            tuple(Reason.PERSON_HOLDS, List.of("oven"), Optional.of(OTHER)),
            tuple(Reason.ALREADY_PINNED, List.of("serve"), Optional.of(NEW)));
    assertThat(plan.patch())
        .filteredOn(PatchOperation.Replace.class::isInstance)
        .extracting(PatchOperation::path)
        .containsExactly("/spec/template/spec/initContainers/0/image");
  }

  @Test
  void aPersonIsToldHowToGoOn() {
    assertThat(onlyDetail(oven(pinned(OTHER), wrote(pinned(OLD)))))
        .contains("container oven", OTHER.abbreviated(), NEW.abbreviated())
        .contains("remove the annotation written.tagfast.dev/oven or the digest from the image");
  }

  @Test
  void forGitOpsTheReferenceToWriteIsSaid() {
    Deployment deployment =
        new DeploymentBuilder(oven("localhost:5001/shop/pizza:today"))
            .editMetadata()
            .addToLabels("kustomize.toolkit.fluxcd.io/name", "shop")
            .endMetadata()
            .build();

    assertThat(onlyDetail(deployment))
        .startsWith("Flux manages")
        .endsWith(". Write localhost:5001/shop/pizza:today@" + NEW + " into Git.");
  }

  @Test
  void aFieldManagerOfAToolIsEnoughAndTheLabelsThatEveryChartHasAreNot() {
    for (String manager :
        List.of(
            "argocd-controller",
            "argocd-application-controller",
            "kustomize-controller",
            "helm-controller",
            "helm")) {
      assertThat(reason(ownedBy(oven(IMAGE), manager)))
          .as(manager)
          .isEqualTo(Reason.GITOPS_MANAGED);
    }
    Deployment renderedByHelmAndAppliedByKubectl =
        new DeploymentBuilder(ownedBy(oven(IMAGE), "kubectl"))
            .editMetadata()
            .addToLabels("app.kubernetes.io/instance", "shop")
            .addToLabels("app.kubernetes.io/managed-by", "Helm")
            .endMetadata()
            .build();
    assertThat(reason(renderedByHelmAndAppliedByKubectl)).isEqualTo(Reason.ROLLOUT_STARTED);
  }

  @Test
  void aRollbackByKubectlIsAPersonsWillThoughItRestoresOurAnnotations() {
    Deployment lagging = ownedBy(oven(pinned(OLD), wrote(pinned(OLD))), "tagfast");
    Deployment undone = ownedBy(oven(pinned(OLD), wrote(pinned(OLD))), "kubectl-rollout");

    assertThat(reason(lagging)).isEqualTo(Reason.ROLLOUT_STARTED);
    assertThat(reason(undone)).isEqualTo(Reason.PERSON_HOLDS);
    assertThat(reason(ownedBy(oven(pinned(OLD)), "kubectl-rollout")))
        .as("without the annotation it goes on")
        .isEqualTo(Reason.ROLLOUT_STARTED);
  }

  private static RolloutPlan plan(Deployment deployment) {
    return RolloutPlan.of(subscriber(deployment), TODAY, RolloutTarget.exactly(NEW), ALICE, NOON);
  }

  private static Reason reason(Deployment deployment) {
    return plan(deployment).results(Reason.ROLLOUT_STARTED, "").getFirst().reason();
  }

  private static String onlyDetail(Deployment deployment) {
    List<RolloutResult> results = plan(deployment).results(Reason.ROLLOUT_STARTED, "");
    assertThat(results).hasSize(1);
    return results.getFirst().detail();
  }

  private static Deployment ownedBy(Deployment deployment, String manager) {
    Map<String, Object> image =
        Map.of(
            "f:spec",
            Map.of(
                "f:template",
                Map.of(
                    "f:spec",
                    Map.of(
                        "f:containers",
                        Map.of("k:{\"name\":\"oven\"}", Map.of("f:image", Map.of()))))));
    return new DeploymentBuilder(deployment)
        .editMetadata()
        .withManagedFields(
            new ManagedFieldsEntryBuilder()
                .withManager(manager)
                .withOperation("Update")
                .withNewFieldsV1()
                .withAdditionalProperties(image)
                .endFieldsV1()
                .build())
        .endMetadata()
        .build();
  }

  private static Arguments rule(
      String title, String image, Map<String, String> annotations, Reason expected) {
    return Arguments.of(title, image, annotations, expected);
  }

  private static Map<String, String> repinned(String times) {
    return plus(wrote(pinned(OLD)), RolloutAnnotations.REPINNED + "oven", times);
  }

  private static Map<String, String> plus(Map<String, String> map, String name, String value) {
    Map<String, String> more = new HashMap<>(map);
    more.put(name, value);
    return more;
  }
}
