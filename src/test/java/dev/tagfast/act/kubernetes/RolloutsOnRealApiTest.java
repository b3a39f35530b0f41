package dev.tagfast.act.kubernetes;

import static dev.tagfast.act.kubernetes.ShopDeployments.ALICE;
import static dev.tagfast.act.kubernetes.ShopDeployments.HOSTS;
import static dev.tagfast.act.kubernetes.ShopDeployments.IMAGE;
import static dev.tagfast.act.kubernetes.ShopDeployments.NEW;
import static dev.tagfast.act.kubernetes.ShopDeployments.NOON;
import static dev.tagfast.act.kubernetes.ShopDeployments.OLD;
import static dev.tagfast.act.kubernetes.ShopDeployments.OTHER;
import static dev.tagfast.act.kubernetes.ShopDeployments.TODAY;
import static dev.tagfast.act.kubernetes.ShopDeployments.imageOf;
import static dev.tagfast.act.kubernetes.ShopDeployments.pinned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tagfast.act.patch.PatchOperation;
import dev.tagfast.act.rollout.RolloutAnnotations;
import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Surroundings;
import dev.tagfast.act.rollout.Workload;
import dev.tagfast.cluster.RealApi;
import dev.tagfast.cluster.RealCluster;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What patches do where others patch too, judged by a real API server and its controllers. */
@RealCluster
class RolloutsOnRealApiTest {
  private RealApi api;
  private KubernetesWorkloads workloads;
  private Instant now = NOON;

  @BeforeEach
  void start(RealApi api) {
    this.api = api;
    workloads = new KubernetesWorkloads(api.asTagfast(), HOSTS);
  }

  @Test
  void aRolloutGoesFromReplicaSetToReplicaSet() {
    apply(IMAGE);
    awaitRevision("1");

    assertThat(bring(OLD)).containsExactly(Reason.ROLLOUT_STARTED);
    awaitRevision("2");
    assertThat(bring(NEW)).containsExactly(Reason.ROLLOUT_STARTED);
    awaitRevision("3");

    await()
        .untilAsserted(
            () ->
                assertThat(replicasByImage())
                    .containsExactlyInAnyOrderEntriesOf(
                        Map.of(IMAGE, 0, pinned(OLD), 0, pinned(NEW), 2)));
    assertThat(bring(NEW)).containsExactly(Reason.ALREADY_PINNED);
    assertThat(read().getMetadata().getGeneration()).as("three specs").isEqualTo(3);
  }

  @Test
  void theRolloutHistoryTellsWhoAndWhat() {
    apply(IMAGE);
    awaitRevision("1");
    bring(OLD);
    awaitRevision("2");
    bring(NEW);
    awaitRevision("3");

    String history = kubectl("rollout", "history", "deployment/oven");

    assertThat(history.lines().toList())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("2 ")
                    .contains("tagfast: " + TODAY + " pinned to " + OLD.abbreviated()))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("3 ")
                    .contains(OLD.abbreviated() + " → " + NEW.abbreviated())
                    .contains("pushed by alice (event event-1)"));
    assertThat(kubectl("rollout", "history", "deployment/oven", "--revision=3"))
        .contains(pinned(NEW));
  }

  @Test
  void whatDescribeShowsIsOurNotes() {
    apply(IMAGE);
    bring(NEW);

    assertThat(kubectl("describe", "deployment", "oven"))
        .contains(pinned(NEW))
        .contains("tagfast.dev/actor: alice")
        .contains("tagfast.dev/to: " + NEW);
  }

  @Test
  void whileSomebodyEditsAllTheTimeEveryRolloutHappensAndNoEditIsLost() throws Exception {
    apply(IMAGE);
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger edits = new AtomicInteger();
    Thread editor =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (!done.get()) {
                    merge(
                        "{\"metadata\":{\"annotations\":{\"edit-%d\":\"x\"}},\"spec\":{\"replicas\":%d}}"
                            .formatted(edits.incrementAndGet(), edits.get() % 3));
                  }
                });
    try {
      for (int i = 0; i < 20; i++) {
        assertThat(bring(ShopDeployments.digest("0123456789abcdef".charAt(i % 16))))
            .containsExactly(Reason.ROLLOUT_STARTED);
      }
    } finally {
      done.set(true);
      editor.join();
    }

    assertThat(imageOf(read())).isEqualTo(pinned(ShopDeployments.digest('3')));
    assertThat(read().getMetadata().getAnnotations().keySet().stream())
        .filteredOn(name -> name.startsWith("edit-"))
        .hasSize(edits.get());
  }

  /** Creating the map of annotations would wipe what others wrote into it. */
  @Test
  void aDeploymentThatGetsItsFirstAnnotationMeanwhileKeepsIt() {
    Deployment created = apply(IMAGE);
    Subscriber stale =
        KubernetesSubscriber.of(KubernetesKind.DEPLOYMENT, ShopDeployments.asRead(created), HOSTS)
            .orElseThrow();
    assertThat(stale.annotated()).isFalse();
    kubectl("annotate", "deployment", "oven", "team=kitchen");

    assertThat(bring(List.of(stale), NEW)).containsExactly(Reason.ROLLOUT_STARTED);

    assertThat(imageOf(read())).isEqualTo(pinned(NEW));
    assertThat(read().getMetadata().getAnnotations())
        .containsEntry("team", "kitchen")
        .containsEntry(RolloutAnnotations.TO, NEW.value());
  }

  @Test
  void aDeploymentWithoutAnyAnnotationIsPinned() {
    // The controller writes none on a paused one.
    apply(IMAGE, "paused: true");
    assertThat(listed().getFirst().annotated()).isFalse();

    assertThat(bring(NEW)).containsExactly(Reason.ROLLOUT_STARTED);

    assertThat(imageOf(read())).isEqualTo(pinned(NEW));
  }

  @Test
  void aFailedTestIsUnprocessableAndChangesNothing() {
    apply(IMAGE);
    Workload oven = listed().getFirst().workload();
    String image = "/spec/template/spec/containers/0/image";

    PatchResult result =
        workloads.patch(
            oven,
            List.of(
                new PatchOperation.Test(image, pinned(OTHER)),
                new PatchOperation.Replace(image, pinned(NEW))));

    assertThat(result).isInstanceOf(PatchResult.Unprocessable.class);
    assertThat(imageOf(read())).isEqualTo(IMAGE);
  }

  @Test
  void aContainerThatIsGoneIsUnprocessableToo() {
    apply(IMAGE);
    Workload oven = listed().getFirst().workload();

    assertThat(
            workloads.patch(
                oven,
                List.of(new PatchOperation.Test("/spec/template/spec/containers/7/name", "oven"))))
        .isInstanceOf(PatchResult.Unprocessable.class);
  }

  @Test
  void whatWasListedBeforeAPersonPinnedIsNotOverwritten() {
    apply(IMAGE);
    bring(OLD);
    List<Subscriber> listed = listed();
    kubectl("set", "image", "deployment/oven", "oven=" + pinned(OTHER));

    assertThat(bring(listed, NEW)).containsExactly(Reason.PERSON_HOLDS);

    assertThat(imageOf(read())).isEqualTo(pinned(OTHER));
  }

  @Test
  void aWorkloadThatIsDeletedMeanwhileIsGone() {
    apply(IMAGE);
    List<Subscriber> listed = listed();
    kubectl("delete", "deployment", "oven", "--cascade=orphan");

    assertThat(bring(listed, NEW)).containsExactly(Reason.WORKLOAD_GONE);
  }

  @Test
  void aPersonWhoSetsAnotherDigestWins() {
    apply(IMAGE);
    bring(OLD);
    kubectl("set", "image", "deployment/oven", "oven=" + pinned(OTHER));

    assertThat(bring(NEW)).containsExactly(Reason.PERSON_HOLDS);
    assertThat(imageOf(read())).isEqualTo(pinned(OTHER));
  }

  /** The controller gives the Deployment the old ReplicaSet's annotations back, ours included. */
  @Test
  void aPersonWhoRollsBackWins() {
    apply(IMAGE);
    awaitRevision("1");
    bring(OLD);
    awaitRevision("2");
    bring(NEW);
    awaitRevision("3");

    kubectl("rollout", "undo", "deployment/oven");

    assertThat(imageOf(read())).isEqualTo(pinned(OLD));
    assertThat(bring(NEW)).containsExactly(Reason.PERSON_HOLDS);
    assertThat(imageOf(read())).isEqualTo(pinned(OLD));
  }

  @Test
  void whoRollsBackAndThenTakesTheDigestAwayLetsTagfastGoOn() {
    aPersonWhoRollsBackWins();

    kubectl("set", "image", "deployment/oven", "oven=" + IMAGE);

    assertThat(bring(NEW)).containsExactly(Reason.ROLLOUT_STARTED);
    assertThat(imageOf(read())).isEqualTo(pinned(NEW));
  }

  @Test
  void thePlainTagAppliedAgainIsPinnedAgainAndThenContested() {
    apply(IMAGE);
    for (int i = 0; i < 4; i++) {
      assertThat(bring(OLD)).as("time " + i).containsExactly(Reason.ROLLOUT_STARTED);
      kubectl("set", "image", "deployment/oven", "oven=" + IMAGE);
    }

    assertThat(bring(OLD)).containsExactly(Reason.IMAGE_FIELD_CONTESTED);
    now = now.plus(Duration.ofMinutes(61));
    assertThat(bring(OLD)).containsExactly(Reason.ROLLOUT_STARTED);
  }

  /** Client-side apply leaves its own annotation, and its next run takes the image back. */
  @Test
  void thePlainTagAppliedFromAFileIsPinnedAgain() {
    kubectlApply(manifest(IMAGE, ""), "apply", "-f", "-");
    assertThat(bring(OLD)).containsExactly(Reason.ROLLOUT_STARTED);
    kubectlApply(manifest(IMAGE, "minReadySeconds: 1"), "apply", "-f", "-");
    assertThat(bring(OLD)).as("again").containsAnyOf(Reason.ROLLOUT_STARTED, Reason.ALREADY_PINNED);
    assertThat(imageOf(read())).isEqualTo(pinned(OLD));
  }

  @ParameterizedTest
  @CsvSource({
    "argocd-controller, Argo CD",
    "argocd-application-controller, Argo CD",
    "kustomize-controller, Flux",
    "helm-controller, Flux",
    "helm, Helm"
  })
  void whatAGitOpsToolAppliesIsProposedAndNeverPatched(String manager, String title) {
    kubectlApply(
        manifest(IMAGE, ""), "apply", "--server-side", "--field-manager=" + manager, "-f", "-");

    List<RolloutResult> results = rollouts().bring(listed(), TODAY, NEW, ALICE, false);

    assertThat(results).extracting(RolloutResult::reason).containsExactly(Reason.GITOPS_MANAGED);
    assertThat(results.getFirst().detail()).contains(title).contains(pinned(NEW));
    assertThat(imageOf(read())).isEqualTo(IMAGE);
  }

  /** The image stays with kubectl: an update with the same value does not change the manager. */
  @ParameterizedTest
  @CsvSource({
    "argocd-controller, app.kubernetes.io/instance",
    "argocd-controller, shop.example/application",
    "kubectl-label, argocd.argoproj.io/instance"
  })
  void aWorkloadThatArgoCdAdoptedIsProposedAndNeverPatched(String manager, String label) {
    kubectlApply(manifest(IMAGE, ""), "apply", "-f", "-");
    kubectl("label", "deployment", "oven", label + "=shop", "--field-manager=" + manager);

    assertThat(bring(NEW)).containsExactly(Reason.GITOPS_MANAGED);

    assertThat(imageOf(read())).isEqualTo(IMAGE);
  }

  @Test
  void argoCdsAnnotationAloneIsEnoughToo() {
    kubectlApply(manifest(IMAGE, ""), "apply", "-f", "-");
    kubectl(
        "annotate",
        "deployment",
        "oven",
        "kubectl.kubernetes.io/last-applied-configuration={}",
        "--overwrite",
        "--field-manager=argocd-controller");

    assertThat(bring(NEW)).containsExactly(Reason.GITOPS_MANAGED);
  }

  @Test
  void whatKubectlAppliedOfAChartIsRolledOutThoughItHasTheLabelsOfEveryChart() {
    kubectlApply(
        manifest(IMAGE, "")
            .replace(
                "labels: {",
                "labels: {app.kubernetes.io/instance: shop, app.kubernetes.io/managed-by: Helm, "),
        "apply",
        "--server-side",
        "-f",
        "-");

    assertThat(bring(NEW)).containsExactly(Reason.ROLLOUT_STARTED);
    assertThat(imageOf(read())).isEqualTo(pinned(NEW));
  }

  @Test
  void aGitOpsToolThatOwnsOnlyTheReplicasDoesNotHoldTheImage() {
    apply(IMAGE);
    kubectlApply(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: oven}
        spec: {replicas: 3}
        """,
        "apply",
        "--server-side",
        "--force-conflicts",
        "--field-manager=argocd-controller",
        "-f",
        "-");

    assertThat(bring(NEW)).containsExactly(Reason.ROLLOUT_STARTED);
    assertThat(read().getSpec().getReplicas()).isEqualTo(3);
  }

  @Test
  void ourPatchOwnsTheImageFromThenOn() {
    apply(IMAGE);
    bring(NEW);

    assertThat(
            KubernetesFieldManagers.of(read().getMetadata(), List.of("spec", "template", "spec"))
                .ofImages())
        .containsExactly(KubernetesFieldManagers.OURS);
  }

  @Test
  void onlyThisNamespacesSubscribersAreListed() {
    apply(IMAGE);
    kubectlApply(
        manifest(IMAGE, "")
            .replace("name: oven, labels", "name: idle, labels")
            .replace("\"true\"", "\"no\""),
        "apply",
        "-f",
        "-");

    assertThat(listed())
        .extracting(subscriber -> subscriber.workload().name())
        .containsExactly("oven");
    assertThat(ShopDeployments.listed(workloads, KubernetesKind.DEPLOYMENT, Optional.empty()))
        .extracting(subscriber -> subscriber.workload().namespace())
        .contains(api.namespace());
  }

  private List<Subscriber> listed() {
    return ShopDeployments.listed(workloads, api.namespace());
  }

  private KubernetesRollouts rollouts() {
    // Each bring has a time of its own, as the notes are told apart by it.
    now = now.plusSeconds(1);
    return new KubernetesRollouts(workloads, Surroundings.NONE, InstantSource.fixed(now));
  }

  private List<Reason> bring(Digest to) {
    return bring(listed(), to);
  }

  private List<Reason> bring(List<Subscriber> subscribers, Digest to) {
    return rollouts().bring(subscribers, TODAY, to, ALICE, false).stream()
        .map(RolloutResult::reason)
        .toList();
  }

  private Deployment read() {
    return api.client().apps().deployments().inNamespace(api.namespace()).withName("oven").get();
  }

  private Deployment apply(String image) {
    return apply(image, "");
  }

  private Deployment apply(String image, String more) {
    return api.client()
        .apps()
        .deployments()
        .inNamespace(api.namespace())
        .load(new java.io.ByteArrayInputStream(manifest(image, more).getBytes()))
        .create();
  }

  private static String manifest(String image, String more) {
    return """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: oven, labels: {tagfast.dev/subscribe: "true"}}
        spec:
          replicas: 2
          %s
          strategy: {rollingUpdate: {maxUnavailable: 100%%}}
          selector: {matchLabels: {app: oven}}
          template:
            metadata: {labels: {app: oven}}
            spec:
              containers:
                - {name: oven, image: "%s"}
        """
        .formatted(more, image);
  }

  private void awaitRevision(String revision) {
    api.needsControllers();
    await()
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                revision.equals(
                    read().getMetadata().getAnnotations() == null
                        ? ""
                        : read()
                            .getMetadata()
                            .getAnnotations()
                            .get("deployment.kubernetes.io/revision")));
  }

  private Map<String, Integer> replicasByImage() {
    return api.client().apps().replicaSets().inNamespace(api.namespace()).list().getItems().stream()
        .collect(
            java.util.stream.Collectors.toMap(
                RolloutsOnRealApiTest::imageOfReplicaSet, set -> set.getSpec().getReplicas()));
  }

  private static String imageOfReplicaSet(ReplicaSet set) {
    return set.getSpec().getTemplate().getSpec().getContainers().getFirst().getImage();
  }

  private void merge(String patch) {
    api.client()
        .apps()
        .deployments()
        .inNamespace(api.namespace())
        .withName("oven")
        .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  private String kubectl(String... words) {
    return api.kubectl().run(inNamespace(words));
  }

  private void kubectlApply(String manifest, String... words) {
    assertThat(api.kubectl().tryWith(manifest, inNamespace(words)))
        .satisfies(result -> assertThat(result.status()).as(result.output()).isZero());
  }

  private String[] inNamespace(String... words) {
    return java.util.stream.Stream.concat(
            java.util.Arrays.stream(words), java.util.stream.Stream.of("-n", api.namespace()))
        .toArray(String[]::new);
  }
}
