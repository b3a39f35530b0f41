package dev.tagfast.pipeline.ended;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tagfast.image.Digest;
import dev.tagfast.pipeline.MainPathSteps;
import dev.tagfast.testing.MockApi;
import dev.tagfast.testing.Sink;
import dev.tagfast.testing.World;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The end of rollouts, through the doors; the test writes the status that controllers write. */
@QuarkusTest
@WithTestResource(World.class)
class RolloutsEndedTest extends MainPathSteps {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String COMPLETED = "dev.tagfast.rollout.completed";
  private static final String FAILED = "dev.tagfast.rollout.failed";
  private static final String ROLLED_BACK = "dev.tagfast.rollout.rolledback";

  @AfterEach
  void noPods() {
    ((MockApi) world.api()).heal();
    client().pods().inNamespace("default").delete();
    client().apps().statefulSets().inNamespace("default").delete();
  }

  @Test
  void aRolloutIsToldAsCompletedOnceWithTheTimeFromThePush() {
    subscribe("today");
    Digest digest = push("margherita");
    rolling();
    reconcile();
    assertThat(told(COMPLETED)).isEmpty();
    assertThat(imageTag("today").getStatus().rolling())
        .extracting(one -> one.workload())
        .containsExactly("Deployment/default/" + repository);

    complete();
    reconcile();
    reconcile();

    assertThat(told(COMPLETED))
        .singleElement()
        .satisfies(
            data -> {
              assertThat(data.path("to").asText()).isEqualTo(digest.value());
              assertThat(data.path("actor").asText()).isEqualTo("mario");
              assertThat(data.at("/workload/reason").asText()).isEqualTo("RolloutCompleted");
              assertThat(data.at("/workload/containers/0").asText()).isEqualTo("pizza");
              assertThat(data.at("/workload/seconds").isNumber()).isTrue();
            });
    assertThat(imageTag("today").getStatus().rolling()).isEmpty();
    assertThat(given().get("/q/metrics").asString()).contains("tagfast_rollout_seconds_count");
  }

  @Test
  void theNextEventTellsItToo() {
    subscribe("today");
    push("margherita");
    complete();

    push("diavola");

    assertThat(told(COMPLETED)).hasSize(1);
  }

  @Test
  void aFailedRolloutIsToldOnceWithThePodsReasonAndStaysAndTheNextDigestGoesOn() {
    subscribe("today");
    Digest bad = push("pineapple");
    failed();
    crashedPod();

    reconcile();
    reconcile();

    assertThat(told(FAILED))
        .singleElement()
        .satisfies(
            data -> {
              assertThat(data.path("reason").asText()).isEqualTo("PodsFailed");
              assertThat(data.path("detail").asText())
                  .contains("ProgressDeadlineExceeded")
                  .contains("container pizza exited with code 1 (Error), restarted 4 times");
            });
    assertThat(told(ROLLED_BACK)).isEmpty();
    assertThat(image()).endsWith("@" + bad);

    Digest good = push("margherita");

    assertThat(image()).endsWith("@" + good);
  }

  @Test
  void aRolloutThatFailedAndThenGetsReadyIsToldAsCompleted() {
    subscribe("today");
    push("margherita");
    failed();
    reconcile();
    complete();
    reconcile();

    assertThat(told(FAILED)).hasSize(1);
    assertThat(told(COMPLETED)).hasSize(1);
  }

  @Test
  void whereItIsAskedForAFailedRolloutGoesBackAndTheBadDigestIsNotRolledOutAgain() {
    subscribe("today");
    annotate("tagfast.dev/rollback", "true");
    final Digest good = push("margherita");
    complete();
    Digest bad = push("pineapple");
    failed();
    crashedPod();

    reconcile();

    assertThat(image()).endsWith("@" + good);
    assertThat(told(FAILED)).hasSize(1);
    assertThat(told(ROLLED_BACK))
        .singleElement()
        .satisfies(
            data -> {
              assertThat(data.path("from").asText()).isEqualTo(bad.value());
              assertThat(data.path("to").asText()).isEqualTo(good.value());
              assertThat(data.path("detail").asText()).contains("exited with code 1");
            });
    assertThat(annotations())
        .containsEntry("bad.tagfast.dev/pizza", bad.value())
        .containsEntry("completed.tagfast.dev/pizza", reference("today") + "@" + good);
    assertThat(annotations().get("held.tagfast.dev/pizza")).startsWith("DigestBad: ");
    assertThat(imageTag("today").getStatus().workloads())
        .extracting(follower -> follower.state())
        .containsExactly("DigestBad");

    complete();
    reconcile();
    deliver("today", bad);

    assertThat(image()).as("the tag shows it still").endsWith("@" + good);
    assertThat(told(ROLLED_BACK)).hasSize(1);
    Digest next = push("diavola");
    assertThat(image()).endsWith("@" + next);
    assertThat(annotations()).doesNotContainKey("held.tagfast.dev/pizza");
  }

  @Test
  void aRollbackIsNeverRolledBack() {
    subscribe("today");
    annotate("tagfast.dev/rollback", "true");
    Digest good = push("margherita");
    complete();
    push("pineapple");
    failed();
    reconcile();

    failed();
    reconcile();
    reconcile();

    assertThat(image()).endsWith("@" + good);
    assertThat(told(ROLLED_BACK)).hasSize(1);
    assertThat(told(FAILED)).as("of the rollout and of the rollback").hasSize(2);
  }

  @Test
  void aBadDigestGetsAnotherTryWhenAPersonSaysSo() {
    subscribe("today");
    annotate("tagfast.dev/rollback", "true");
    push("margherita");
    complete();
    Digest bad = push("pineapple");
    failed();
    reconcile();
    complete();

    edit(it -> it.editMetadata().removeFromAnnotations("bad.tagfast.dev/pizza").endMetadata());
    reconcile();

    assertThat(image()).endsWith("@" + bad);
  }

  @Test
  void thePodOfAStatefulSetThatBlocksItsRepairIsDeleted() {
    statefulSet();
    final Digest good = push("margherita");
    statefulSetStatus(1);
    final Digest bad = push("pineapple");
    statefulSetStatus(0);
    pod("dinner-0", "StatefulSet", "dinner", reference("today") + "@" + bad, false);
    pod("dinner-1", "StatefulSet", "dinner", reference("today") + "@" + good, true);
    pod("other-0", "StatefulSet", "other", reference("today") + "@" + bad, false);

    reconcile();

    assertThat(told(ROLLED_BACK)).hasSize(1);
    assertThat(client().pods().inNamespace("default").list().getItems())
        .extracting(pod -> pod.getMetadata().getName())
        .containsExactlyInAnyOrder("dinner-1", "other-0");
  }

  @Test
  void podsThatMayNotBeListedStopNothing() {
    ((MockApi) world.api()).refuse("GET .*/pods\\?.*", 403);
    subscribe("today");
    push("pineapple");
    failed();

    reconcile();

    assertThat(told(FAILED))
        .singleElement()
        .satisfies(
            data ->
                assertThat(data.path("detail").asText()).startsWith("ProgressDeadlineExceeded"));
  }

  @Test
  void aSettingThatIsNotUnderstoodStopsOnlyThatWorkload() {
    subscribe("today");
    annotate("tagfast.dev/rollback", "maybe");

    push("margherita");

    assertThat(image()).isEqualTo(reference("today"));
    assertThat(annotations().get("held.tagfast.dev/pizza"))
        .startsWith("RollbackSettingInvalid: ")
        .contains("tagfast.dev/rollback says \"maybe\"");
    annotate("tagfast.dev/rollback", "true");
    reconcile();
    assertThat(image()).contains("@");
  }

  private Digest push(String flavour) {
    Digest digest = pusher.push(repository, "today", flavour);
    deliver("today", digest);
    return digest;
  }

  private void rolling() {
    status(0, "True", "ReplicaSetUpdated");
  }

  private void complete() {
    status(1, "True", "NewReplicaSetAvailable");
  }

  private void failed() {
    status(0, "False", "ProgressDeadlineExceeded");
  }

  private void status(int available, String progressing, String reason) {
    edit(
        it ->
            it.withNewStatus()
                .withObservedGeneration(1_000L)
                .withReplicas(1)
                .withUpdatedReplicas(1)
                .withAvailableReplicas(available)
                .addNewCondition()
                .withType("Progressing")
                .withStatus(progressing)
                .withReason(reason)
                .endCondition()
                .endStatus());
  }

  private interface Change {
    DeploymentBuilder of(DeploymentBuilder before);
  }

  private void edit(Change change) {
    client()
        .apps()
        .deployments()
        .inNamespace("default")
        .withName(repository)
        .edit(it -> change.of(new DeploymentBuilder(it)).build());
  }

  private void annotate(String name, String value) {
    edit(it -> it.editMetadata().addToAnnotations(name, value).endMetadata());
  }

  private Map<String, String> annotations() {
    Deployment deployment =
        client().apps().deployments().inNamespace("default").withName(repository).require();
    return deployment.getMetadata().getAnnotations();
  }

  private void crashedPod() {
    client()
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName(repository + "-5d9c-x")
                .withNamespace("default")
                .withCreationTimestamp(Instant.now().toString())
                .addToLabels("pod-template-hash", "5d9c")
                .addNewOwnerReference()
                .withApiVersion("apps/v1")
                .withKind("ReplicaSet")
                .withName(repository + "-5d9c")
                .withUid("uid")
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("pizza")
                .withImage(image())
                .endContainer()
                .endSpec()
                .withNewStatus()
                .addNewContainerStatus()
                .withName("pizza")
                .withRestartCount(4)
                .withNewState()
                .withNewWaiting()
                .withReason("CrashLoopBackOff")
                .withMessage("back-off 40s restarting failed container")
                .endWaiting()
                .endState()
                .withNewLastState()
                .withNewTerminated()
                .withExitCode(1)
                .withReason("Error")
                .withFinishedAt(Instant.now().toString())
                .endTerminated()
                .endLastState()
                .endContainerStatus()
                .endStatus()
                .build())
        .create();
  }

  private void pod(String name, String ownerKind, String owner, String image, boolean ready) {
    client()
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .addToLabels("controller-revision-hash", name)
                .addNewOwnerReference()
                .withApiVersion("apps/v1")
                .withKind(ownerKind)
                .withName(owner)
                .withUid("uid")
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("pizza")
                .withImage(image)
                .endContainer()
                .endSpec()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready ? "True" : "False")
                .withLastTransitionTime(Instant.now().minusSeconds(3_600).toString())
                .endCondition()
                .addNewContainerStatus()
                .withName("pizza")
                .withNewState()
                .withNewWaiting()
                .withReason(ready ? "ContainerCreating" : "ImagePullBackOff")
                .withMessage("not found")
                .endWaiting()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build())
        .create();
  }

  private void statefulSet() {
    client()
        .resource(
            new StatefulSetBuilder()
                .withNewMetadata()
                .withName("dinner")
                .withNamespace("default")
                .addToLabels("tagfast.dev/subscribe", "true")
                .addToAnnotations("tagfast.dev/rollback", "true")
                .endMetadata()
                .withNewSpec()
                .withReplicas(1)
                .withNewTemplate()
                .withNewSpec()
                .addNewContainer()
                .withName("pizza")
                .withImage(reference("today"))
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build())
        .create();
  }

  private void statefulSetStatus(int ready) {
    client()
        .apps()
        .statefulSets()
        .inNamespace("default")
        .withName("dinner")
        .edit(
            it ->
                new StatefulSetBuilder(it)
                    .withNewStatus()
                    .withObservedGeneration(1_000L)
                    .withReplicas(1)
                    .withUpdatedReplicas(1)
                    .withReadyReplicas(ready)
                    .withCurrentRevision("a")
                    .withUpdateRevision(ready == 1 ? "a" : "b")
                    .endStatus()
                    .build());
  }

  /** The data of the reports of a type. */
  private List<JsonNode> told(String type) {
    return world.sink().received().stream()
        .filter(received -> type.equals(received.type()))
        .map(RolloutsEndedTest::data)
        .toList();
  }

  private static JsonNode data(Sink.Received received) {
    try {
      return JSON.readTree(received.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
