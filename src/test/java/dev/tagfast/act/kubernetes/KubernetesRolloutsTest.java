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
import static dev.tagfast.act.kubernetes.ShopDeployments.oven;
import static dev.tagfast.act.kubernetes.ShopDeployments.pinned;
import static dev.tagfast.act.kubernetes.ShopDeployments.wrote;
import static dev.tagfast.testing.Images.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.act.kubernetes.FakeApiServer.Answer;
import dev.tagfast.act.rollout.RolloutAnnotations;
import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.RolloutTarget;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Surroundings;
import dev.tagfast.connection.ClusterUnavailable;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesRolloutsTest {
  private static final String OVEN = "/apis/apps/v1/namespaces/shop/deployments/oven";
  private static final String PATCH = "PATCH " + OVEN + "?fieldManager=tagfast";
  private static final String READ = "GET " + OVEN;
  private static final Answer CONFLICT = new Answer(409, "Conflict", "the object was modified");

  private FakeApiServer api;

  @BeforeEach
  void start() throws IOException {
    api = new FakeApiServer();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aRolloutIsOnePatchAndNoOtherRequest() {
    RolloutResult result = only(bring(oven(pinned(OLD))));

    assertThat(result.reason()).isEqualTo(Reason.ROLLOUT_STARTED);
    assertThat(result.started()).isTrue();
    assertThat(result.containers()).containsExactly("oven");
    assertThat(result.from()).contains(OLD);
    assertThat(result.to()).isEqualTo(NEW);
    assertThat(image()).isEqualTo(pinned(NEW));
    assertThat(api.requests()).containsExactly(PATCH);
  }

  @Test
  void whatRunsItAlreadyIsLeftAloneWithoutARequest() {
    assertThat(only(bring(oven(pinned(NEW)))).reason()).isEqualTo(Reason.ALREADY_PINNED);
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void twiceTheSameIsOneRollout() {
    List<Subscriber> read = read(oven(IMAGE));

    List<RolloutResult> first = rollouts().bring(read, TODAY, NEW, ALICE, false);
    Deployment after = api.deployment("shop", "oven");
    List<RolloutResult> again = rollouts("12:00:05").bring(read, TODAY, NEW, ALICE, false);

    assertThat(only(first).reason()).isEqualTo(Reason.ROLLOUT_STARTED);
    assertThat(only(again).reason()).isEqualTo(Reason.ALREADY_PINNED);
    assertThat(api.deployment("shop", "oven")).isEqualTo(after);
    assertThat(api.requests()).containsExactly(PATCH, PATCH, READ);
  }

  @Test
  void inObserveModeNothingIsAsked() {
    RolloutResult result = only(rollouts().bring(read(oven(IMAGE)), TODAY, NEW, ALICE, true));

    assertThat(result.reason()).isEqualTo(Reason.OBSERVE_ONLY);
    assertThat(result.detail()).isEqualTo("It would be pinned to sha256:bbbbbbbbbbbb.");
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void aPersonWhoPinsInBetweenWins() {
    api.beforePatch(() -> api.put(oven(pinned(OTHER), wrote(pinned(OLD)))));

    RolloutResult result = only(bring(oven(pinned(OLD), wrote(pinned(OLD)))));

    assertThat(result.reason()).isEqualTo(Reason.PERSON_HOLDS);
    assertThat(image()).isEqualTo(pinned(OTHER));
    assertThat(api.requests())
        .as("the last marks the workload")
        .containsExactly(PATCH, READ, PATCH);
  }

  @Test
  void whatElseAPersonChangesInBetweenStays() {
    api.beforePatch(
        () ->
            api.put(
                new DeploymentBuilder(oven(IMAGE, Map.of("team", "kitchen")))
                    .editSpec()
                    .withReplicas(7)
                    .endSpec()
                    .build()));

    assertThat(only(bring(oven(IMAGE))).reason()).isEqualTo(Reason.ROLLOUT_STARTED);

    Deployment after = api.deployment("shop", "oven");
    assertThat(imageOf(after)).isEqualTo(pinned(NEW));
    assertThat(after.getSpec().getReplicas()).isEqualTo(7);
    assertThat(after.getMetadata().getAnnotations()).containsEntry("team", "kitchen");
    assertThat(api.requests()).containsExactly(PATCH, READ, PATCH);
  }

  @Test
  void aContainerThatMovedInItsListIsFoundAgain() {
    Deployment reordered =
        new DeploymentBuilder(oven("nginx"))
            .editSpec()
            .editTemplate()
            .editSpec()
            .editFirstContainer()
            .withName("front")
            .endContainer()
            .addNewContainer()
            .withName("oven")
            .withImage(IMAGE)
            .endContainer()
            .endSpec()
            .endTemplate()
            .endSpec()
            .build();
    api.beforePatch(() -> api.put(reordered));

    assertThat(only(bring(oven(IMAGE))).reason()).isEqualTo(Reason.ROLLOUT_STARTED);

    assertThat(api.deployment("shop", "oven").getSpec().getTemplate().getSpec().getContainers())
        .extracting(container -> container.getImage())
        .containsExactly("nginx", pinned(NEW));
  }

  @Test
  void aContainerThatWasRenamedMeanwhileIsPinnedUnderItsNewName() {
    Deployment renamed =
        new DeploymentBuilder(oven(IMAGE))
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
    api.beforePatch(() -> api.put(renamed));

    RolloutResult result = only(bring(oven(IMAGE)));

    assertThat(result.containers()).containsExactly("stove");
    assertThat(api.deployment("shop", "oven").getMetadata().getAnnotations())
        .containsKey("written.tagfast.dev/stove")
        .doesNotContainKey("written.tagfast.dev/oven");
  }

  @Test
  void whoUnsubscribesMeanwhileIsLeftAlone() {
    Deployment unsubscribed =
        new DeploymentBuilder(oven(IMAGE))
            .editMetadata()
            .removeFromLabels(RolloutAnnotations.SUBSCRIBE)
            .endMetadata()
            .build();
    api.beforePatch(() -> api.put(unsubscribed));

    assertThat(bring(oven(IMAGE))).isEmpty();
    assertThat(image()).isEqualTo(IMAGE);
  }

  @Test
  void aWorkloadDeletedMeanwhileIsSaidToBeGone() {
    List<Subscriber> read = read(oven(IMAGE));
    api.remove("shop", "oven");

    RolloutResult result = only(rollouts().bring(read, TODAY, NEW, ALICE, false));

    assertThat(result.reason()).isEqualTo(Reason.WORKLOAD_GONE);
    assertThat(api.requests()).containsExactly(PATCH);
  }

  @Test
  void aWorkloadDeletedBetweenTwoTriesIsGoneToo() {
    api.beforePatch(() -> api.put(beingDeleted(oven(pinned(OTHER)))));

    assertThat(only(bring(oven(IMAGE))).reason()).isEqualTo(Reason.WORKLOAD_GONE);
    assertThat(image()).isEqualTo(pinned(OTHER));
  }

  @Test
  void aConflictIsReadAgainAndTriedAgain() {
    api.refusePatch(CONFLICT);

    assertThat(only(bring(oven(IMAGE))).reason()).isEqualTo(Reason.ROLLOUT_STARTED);
    assertThat(api.requests()).containsExactly(PATCH, READ, PATCH);
  }

  @Test
  void afterAConflictTheWorkloadIsBroughtToWhatIsAcceptedByThen() {
    Digest newer = digest("newer");
    api.refusePatch(CONFLICT);
    List<Subscriber> listed = read(oven(IMAGE));

    RolloutResult result =
        only(
            rollouts("12:00:00")
                .bring(
                    listed,
                    TODAY,
                    RolloutTarget.exactly(NEW),
                    () -> Optional.of(RolloutTarget.exactly(newer)),
                    ALICE,
                    false));

    assertThat(result.to()).isEqualTo(newer);
    assertThat(image()).isEqualTo(pinned(newer));
  }

  @Test
  void conflictsAreTriedFiveTimesAndThenLeftToReconcile() {
    for (int i = 0; i < 5; i++) {
      api.refusePatch(CONFLICT);
    }

    RolloutResult result = only(bring(oven(IMAGE)));

    assertThat(result.reason()).isEqualTo(Reason.ROLLOUT_CONFLICT);
    assertThat(image()).isEqualTo(IMAGE);
    assertThat(api.requests())
        .containsExactly(PATCH, READ, PATCH, READ, PATCH, READ, PATCH, READ, PATCH);
  }

  @Test
  void aPatchThatMakesNoValidObjectIsNotRepeated() {
    api.refusePatch(new Answer(422, "Invalid", "spec.template: Invalid value\n\u001b[31m"));

    RolloutResult result = only(bring(oven(IMAGE)));

    assertThat(result.reason()).isEqualTo(Reason.ROLLOUT_INVALID);
    assertThat(result.detail())
        .isEqualTo("The API server said: spec.template: Invalid value\uFFFD\uFFFD[31m.");
    assertThat(api.requests())
        .as("the last marks the workload")
        .containsExactly(PATCH, READ, PATCH);
  }

  @Test
  void aPatchThatTheServerDoesNotTakeAtAllIsInvalid() {
    api.refusePatch(new Answer(400, "BadRequest", "strict decoding error"));

    assertThat(only(bring(oven(IMAGE))).reason()).isEqualTo(Reason.ROLLOUT_INVALID);
    assertThat(api.requests()).as("the last marks the workload").containsExactly(PATCH, PATCH);
  }

  @Test
  void aForbiddenPatchPassesTheServersWordsOn() {
    api.refusePatch(new Answer(403, "Forbidden", "cannot patch resource \"deployments\""));

    RolloutResult result = only(bring(oven(IMAGE)));

    assertThat(result.reason()).isEqualTo(Reason.ROLLOUT_FORBIDDEN);
    assertThat(result.detail())
        .contains("cannot patch resource \"deployments\"")
        .contains("verb patch on Deployments");
    assertThat(api.requests()).as("the last marks the workload").containsExactly(PATCH, PATCH);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | admission webhook "validate.kyverno.svc-fail" denied the request: \
          resource Deployment/shop/oven was blocked due to the following policies: signed-only
          403 | admission webhook "validation.gatekeeper.sh" denied the request: [owner] no owner
          422 | deployments.apps "oven" is forbidden: ValidatingAdmissionPolicy 'signed-only' \
          with binding 'shop' denied request: signed-only: no signature
          500 | admission webhook "odd.example" denied the request: I answer 500
          """)
  void aPolicyThatRefusesForbidsWhateverItsStatusAndItsWordsArePassedOn(int code, String said) {
    api.refusePatch(new Answer(code, "Whatever", said));

    RolloutResult result = only(bring(oven(IMAGE)));

    assertThat(result.reason()).isEqualTo(Reason.ROLLOUT_FORBIDDEN);
    assertThat(result.detail()).endsWith(said + ".").doesNotContain("verb patch");
    assertThat(image()).isEqualTo(IMAGE);
    assertThat(api.requests())
        .as("no second try; the other patch says on the workload that it is held")
        .containsExactly(PATCH, PATCH);
    assertThat(api.deployment("shop", "oven").getMetadata().getAnnotations())
        .containsOnlyKeys("held.tagfast.dev/oven");
  }

  @Test
  void anInvalidFieldThatIsCalledForbiddenIsNoPolicy() {
    api.refusePatch(new Answer(422, "Invalid", "spec.replicas: Forbidden: may not be set"));

    assertThat(only(bring(oven(IMAGE))).reason()).isEqualTo(Reason.ROLLOUT_INVALID);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 507})
  void aServerThatFailsAtOneWorkloadRollsOutTheOthersAndSaysWhatItSaid(int code) {
    api.refusePatch(
        new Answer(code, "InternalError", "failed calling webhook \"scan.example\": EOF"));

    List<RolloutResult> results = bring(oven(IMAGE), named("hearth", oven(IMAGE)));

    assertThat(results)
        .extracting(RolloutResult::reason)
        .containsExactly(Reason.ROLLOUT_FAILED, Reason.ROLLOUT_STARTED);
    assertThat(results.getFirst().workload()).hasToString("Deployment/shop/oven");
    assertThat(results.getFirst().detail())
        .contains("failed calling webhook \"scan.example\": EOF");
    assertThat(image()).isEqualTo(IMAGE);
    assertThat(imageOf(api.deployment("shop", "hearth"))).isEqualTo(pinned(NEW));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 429, 502, 503, 504})
  void aServerThatDoesNotAnswerTheQuestionDoesNotStopTheOtherWorkloads(int code) {
    api.refusePatch(new Answer(code, "Whatever", "not now"));

    assertThatThrownBy(() -> bring(oven(IMAGE), named("hearth", oven(IMAGE))))
        .isInstanceOf(ClusterUnavailable.class)
        .hasMessageStartingWith("Tagfast could not patch Deployment/shop/oven: ");

    assertThat(image()).isEqualTo(IMAGE);
    assertThat(imageOf(api.deployment("shop", "hearth"))).isEqualTo(pinned(NEW));
  }

  @Test
  void aPatchWaitsForAWebhookLongerThanTheClientWaitsOtherwise() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch mayAnswer = new CountDownLatch(1);
    try (FakeApiServer hasty = new FakeApiServer(50);
        ExecutorService threads = Executors.newSingleThreadExecutor()) {
      hasty.put(oven(IMAGE));
      List<Subscriber> read = List.of(ShopDeployments.subscriber(oven(IMAGE)));
      KubernetesWorkloads workloads = new KubernetesWorkloads(hasty.client(), HOSTS);
      hasty.beforePatch(
          () -> {
            asked.countDown();
            waitFor(mayAnswer);
          });
      Future<List<RolloutResult>> brought =
          threads.submit(() -> rollouts(workloads).bring(read, TODAY, NEW, ALICE, false));
      waitFor(asked);

      // The server answers nobody, and this request, sent later than the patch, is given up.
      assertThatThrownBy(() -> ShopDeployments.listed(workloads, "shop"))
          .isInstanceOf(ClusterUnavailable.class);
      mayAnswer.countDown();

      assertThat(only(brought.get()).reason()).isEqualTo(Reason.ROLLOUT_STARTED);
    } finally {
      mayAnswer.countDown();
    }
  }

  @Test
  void whenNobodyAnswersTheOthersAreNotWaitedFor() {
    List<Subscriber> read = read(oven(IMAGE), named("hearth", oven(IMAGE)));
    api.stop();

    assertThatThrownBy(() -> rollouts().bring(read, TODAY, NEW, ALICE, false))
        .isInstanceOf(ClusterUnavailable.class)
        .hasMessageStartingWith("Tagfast could not patch Deployment/shop/oven: ")
        .hasNoSuppressedExceptions();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"409,Conflict", "422,Invalid"})
  void aPatchThatWasDoneButAnsweredWronglyIsRecognisedAsOurs(int code, String reason) {
    // A connection that breaks after the patch: the client sends it again, and its tests fail.
    api.patchAndAnswer(new Answer(code, reason, "answered a repeated request"));

    assertThat(only(bring(oven(IMAGE))).reason()).isEqualTo(Reason.ROLLOUT_STARTED);
    assertThat(api.requests()).containsExactly(PATCH, READ);
  }

  @Test
  void aDigestTakenAwayIsPutBackThreeTimesAnHour() {
    assertThat(only(bring(oven(IMAGE))).reason()).isEqualTo(Reason.ROLLOUT_STARTED);
    for (String time : List.of("12:05:00", "12:10:00", "12:15:00")) {
      assertThat(takeAwayAndBring(time)).as(time).isEqualTo(Reason.ROLLOUT_STARTED);
    }

    assertThat(takeAwayAndBring("12:20:00")).isEqualTo(Reason.IMAGE_FIELD_CONTESTED);
    assertThat(image()).isEqualTo(IMAGE);
    assertThat(takeAwayAndBring("13:05:00")).isEqualTo(Reason.ROLLOUT_STARTED);
    assertThat(image()).isEqualTo(pinned(NEW));
  }

  private Reason takeAwayAndBring(String time) {
    Deployment now = api.deployment("shop", "oven");
    Map<String, String> annotations = now.getMetadata().getAnnotations();
    return only(rollouts(time).bring(read(oven(IMAGE, annotations)), TODAY, NEW, ALICE, false))
        .reason();
  }

  private List<RolloutResult> bring(Deployment... deployments) {
    return rollouts().bring(read(deployments), TODAY, NEW, ALICE, false);
  }

  /** Puts them into the cluster and reads them, without a request that counts. */
  private List<Subscriber> read(Deployment... deployments) {
    return Arrays.stream(deployments)
        .map(
            deployment -> {
              api.put(deployment);
              return ShopDeployments.subscriber(
                  api.deployment("shop", deployment.getMetadata().getName()));
            })
        .toList();
  }

  private KubernetesRollouts rollouts() {
    return rollouts("12:00:00");
  }

  private static KubernetesRollouts rollouts(KubernetesWorkloads workloads) {
    return new KubernetesRollouts(workloads, Surroundings.NONE, InstantSource.fixed(NOON), _ -> {});
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private KubernetesRollouts rollouts(String time) {
    return new KubernetesRollouts(
        new KubernetesWorkloads(api.client(), HOSTS),
        Surroundings.NONE,
        InstantSource.fixed(Instant.parse("2026-11-23T" + time + "Z")),
        _ -> {});
  }

  private String image() {
    return imageOf(api.deployment("shop", "oven"));
  }

  private static RolloutResult only(List<RolloutResult> results) {
    assertThat(results).hasSize(1);
    return results.getFirst();
  }

  private static Deployment named(String name, Deployment deployment) {
    return new DeploymentBuilder(deployment).editMetadata().withName(name).endMetadata().build();
  }

  private static Deployment beingDeleted(Deployment deployment) {
    return new DeploymentBuilder(deployment)
        .editMetadata()
        .withDeletionTimestamp("2026-11-23T11:59:00Z")
        .endMetadata()
        .build();
  }
}
