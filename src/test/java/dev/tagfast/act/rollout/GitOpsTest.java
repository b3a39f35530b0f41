package dev.tagfast.act.rollout;

import static dev.tagfast.act.kubernetes.ShopDeployments.ALICE;
import static dev.tagfast.act.kubernetes.ShopDeployments.IMAGE;
import static dev.tagfast.act.kubernetes.ShopDeployments.NEW;
import static dev.tagfast.act.kubernetes.ShopDeployments.NOON;
import static dev.tagfast.act.kubernetes.ShopDeployments.TODAY;
import static dev.tagfast.act.kubernetes.ShopDeployments.oven;
import static dev.tagfast.act.kubernetes.ShopDeployments.pinned;
import static dev.tagfast.act.kubernetes.ShopDeployments.subscriber;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.act.rollout.Proposal.Source;
import dev.tagfast.decide.Reason;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is proposed, to whom, and what an owner's annotation makes of it. */
class GitOpsTest {
  private static final String TRACKING = "argocd.argoproj.io/tracking-id";
  private static final Map<String, String> BY_ARGO =
      Map.of(TRACKING, "shop:apps/Deployment:shop/oven");

  @Test
  void aProposalNamesTheToolItsObjectThePlaceInGitAndBothReferences() {
    Proposal proposal =
        proposal(
                Map.of(
                    TRACKING,
                    "shop:apps/Deployment:shop/oven",
                    "tagfast.dev/git-repository",
                    "https://git.example/shop/deploy.git",
                    "tagfast.dev/git-branch",
                    "main",
                    "tagfast.dev/git-path",
                    "apps/oven"),
                Map.of())
            .orElseThrow();

    assertThat(proposal.tool()).contains("Argo CD");
    assertThat(proposal.source()).contains(new Source("Application", Optional.empty(), "shop"));
    assertThat(proposal.place())
        .isEqualTo(
            new GitPlace(
                Optional.of("https://git.example/shop/deploy.git"),
                Optional.of("main"),
                Optional.of("apps/oven"),
                ""));
    assertThat(proposal.changes())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.container()).isEqualTo("oven");
              assertThat(change.from()).hasToString(IMAGE);
              assertThat(change.to()).hasToString(pinned(NEW));
            });
  }

  @Test
  void theMarksOfEachToolSayOfWhichObjectItMadeTheWorkload() {
    assertThat(source(Map.of(TRACKING, "team_shop:apps/Deployment:shop/oven"), Map.of()))
        .contains(new Source("Application", Optional.of("team"), "shop"));
    assertThat(
            source(
                Map.of(),
                Map.of(
                    "kustomize.toolkit.fluxcd.io/name",
                    "shop",
                    "kustomize.toolkit.fluxcd.io/namespace",
                    "flux-system")))
        .contains(new Source("Kustomization", Optional.of("flux-system"), "shop"));
    assertThat(
            source(
                Map.of(
                    "meta.helm.sh/release-name", "oven", "meta.helm.sh/release-namespace", "shop"),
                Map.of(
                    "helm.toolkit.fluxcd.io/name",
                    "oven",
                    "helm.toolkit.fluxcd.io/namespace",
                    "flux-system")))
        .as("what Flux installs as a release is Flux's")
        .contains(new Source("HelmRelease", Optional.of("flux-system"), "oven"));
    assertThat(
            source(
                Map.of(
                    "meta.helm.sh/release-name", "oven", "meta.helm.sh/release-namespace", "shop"),
                Map.of()))
        .contains(new Source("Release", Optional.of("shop"), "oven"));
  }

  @Test
  void whatHelmInstalledIsProposedForTheValuesOfTheChart() {
    assertThat(detail(Map.of("meta.helm.sh/release-name", "oven")))
        .isEqualTo(
            "Helm manages the image of container oven. Write "
                + pinned(NEW)
                + " into the chart's values.");
  }

  @Test
  void patchWritesTheImageWhoeverManagesIt() {
    RolloutPlan plan = plan(with(BY_ARGO, "tagfast.dev/gitops", "patch"));

    assertThat(plan.patch()).isNotEmpty();
    assertThat(plan.apply()).isEmpty();
    assertThat(plan.proposal()).isEmpty();
  }

  @Test
  void applyWritesTheImageByServerSideApplyAndNothingElseOfTheWorkload() {
    RolloutPlan plan = plan(with(BY_ARGO, "gitops.tagfast.dev/oven", " apply "));

    assertThat(plan.patch()).isEmpty();
    assertThat(plan.apply().orElseThrow().document())
        .contains("\"uid\":\"uid-1\"", "\"resourceVersion\":\"7\"")
        .endsWith(
            "\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"oven\",\"image\":\""
                + pinned(NEW)
                + "\"}]}}}}");
  }

  @Test
  void proposeProposesWhatNoToolManages() {
    Map<String, String> annotations = Map.of("tagfast.dev/gitops", "propose");

    assertThat(plan(annotations).changesImages()).isFalse();
    assertThat(proposal(annotations, Map.of()).orElseThrow().tool()).isEmpty();
    assertThat(detail(annotations))
        .startsWith("Its owner, says an annotation, manages the image of container oven.");
  }

  @Test
  void aContainersOwnAnnotationGoesBeforeTheWorkloads() {
    assertThat(
            plan(Map.of("tagfast.dev/gitops", "propose", "gitops.tagfast.dev/oven", "patch"))
                .changesImages())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Patch", "yes\u202e"})
  void anotherWordHoldsTheContainerAndSaysWhatToWrite(String word) {
    RolloutPlan plan = plan(Map.of("tagfast.dev/gitops", word));

    assertThat(plan.results(Reason.ROLLOUT_STARTED, ""))
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.reason()).isEqualTo(Reason.GITOPS_ANNOTATION_INVALID);
              assertThat(result.detail())
                  .startsWith("The annotation tagfast.dev/gitops says \"")
                  .endsWith("\": write patch, apply or propose, or remove it.")
                  .doesNotContain("\u202e");
              assertThat(result.proposal()).isEmpty();
            });
    assertThat(plan.changesImages()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "tagfast.dev/git-repository, https://bob:secret@git.example/x",
    "tagfast.dev/git-repository, --upload-pack=x",
    "tagfast.dev/git-repository, https://git.example/a b",
    "tagfast.dev/git-branch, -f",
    "tagfast.dev/git-path, /etc/passwd",
    "tagfast.dev/git-path, ../other",
    "tagfast.dev/git-path, a/../../b",
    "tagfast.dev/git-path, --force"
  })
  void whatAProgramMustNotTakeAsAnArgumentIsLeftOutAndNamed(String name, String text) {
    Map<String, String> annotations = with(BY_ARGO, name, text);

    GitPlace place = proposal(annotations, Map.of()).orElseThrow().place();

    assertThat(place.repository()).isEmpty();
    assertThat(place.branch()).isEmpty();
    assertThat(place.path()).isEmpty();
    assertThat(detail(annotations))
        .contains("The annotation " + name)
        .contains(" is left out: write ")
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://git.example/shop/deploy.git",
        "ssh://git@git.example:22/shop/deploy",
        "git@git.example:shop/deploy.git"
      })
  void theUrlsThatGitKnowsArePassedOn(String url) {
    assertThat(
            proposal(with(BY_ARGO, "tagfast.dev/git-repository", url), Map.of())
                .orElseThrow()
                .place()
                .repository())
        .contains(url);
  }

  @Test
  void whatRunsAlreadyIsNotProposed() {
    RolloutPlan plan =
        RolloutPlan.of(
            subscriber(oven(pinned(NEW), BY_ARGO)), TODAY, RolloutTarget.exactly(NEW), ALICE, NOON);

    assertThat(plan.proposal()).isEmpty();
  }

  private static Map<String, String> with(Map<String, String> some, String name, String text) {
    Map<String, String> all = new HashMap<>(some);
    all.put(name, text);
    return all;
  }

  private static String detail(Map<String, String> annotations) {
    return plan(annotations).results(Reason.ROLLOUT_STARTED, "").getFirst().detail();
  }

  private static RolloutPlan plan(Map<String, String> annotations) {
    return plan(annotations, Map.of());
  }

  private static RolloutPlan plan(Map<String, String> annotations, Map<String, String> labels) {
    return RolloutPlan.of(
        subscriber(
            new DeploymentBuilder(oven(IMAGE, annotations))
                .editMetadata()
                .addToLabels(labels)
                .endMetadata()
                .build()),
        TODAY,
        RolloutTarget.exactly(NEW),
        ALICE,
        NOON);
  }

  private static Optional<Proposal> proposal(
      Map<String, String> annotations, Map<String, String> labels) {
    return plan(annotations, labels).results(Reason.ROLLOUT_STARTED, "").getFirst().proposal();
  }

  private static Optional<Source> source(
      Map<String, String> annotations, Map<String, String> labels) {
    return proposal(annotations, labels).flatMap(Proposal::source);
  }
}
