package dev.tagfast.pipeline.ended;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tagfast.cluster.RealApi;
import dev.tagfast.cluster.RealCluster;
import dev.tagfast.cluster.RealWorld;
import dev.tagfast.image.Digest;
import dev.tagfast.pipeline.MainPathSteps;
import dev.tagfast.testing.Deployments;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The end of rollouts as the controllers of a real cluster write it. No kubelet runs: the test
 * writes the status of pods that start, and of those that do not it writes nothing.
 */
@RealCluster
@QuarkusTest
@WithTestResource(RealWorld.class)
class RolloutsEndedOnRealApiTest extends MainPathSteps {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @BeforeEach
  void controllers() {
    real().needsControllers();
  }

  @Test
  void aRolloutIsCompleteWhenItsControllerSaysSo() {
    subscribe("today");
    Digest digest = push("margherita");
    reconcile();
    assertThat(types()).doesNotContain("dev.tagfast.rollout.completed");

    podsGetReady(digest);
    reconcile();
    reconcile();

    assertThat(types().stream().filter("dev.tagfast.rollout.completed"::equals)).hasSize(1);
    assertThat(events("RolloutCompleted")).contains(digest.value()).contains(" s from the push.");
  }

  @Test
  void whatMissesItsDeadlineIsTakenBackAndNotRolledOutAgain() {
    subscribeWithRollback();
    final Digest good = push("margherita");
    podsGetReady(good);
    Digest bad = push("pineapple");
    deadlinePasses();

    reconcile();

    assertThat(image()).endsWith("@" + good);
    assertThat(events("PodsFailed")).contains("ProgressDeadlineExceeded");
    assertThat(events("RolledBack")).contains(bad.value());
    assertThat(deployment().getMetadata().getAnnotations())
        .containsEntry("bad.tagfast.dev/pizza", bad.value());
    podsGetReady(good);
    reconcile();
    assertThat(image()).endsWith("@" + good);

    Digest next = push("diavola");

    assertThat(image()).endsWith("@" + next);
    assertThat(real().forbiddenMeanwhile()).isEmpty();
  }

  @Test
  void aPersonWhoUndoesTheRolloutWins() {
    subscribeWithRollback();
    final Digest good = push("margherita");
    podsGetReady(good);
    push("pineapple");
    deadlinePasses();

    real().kubectl().run("rollout", "undo", "deployment/" + repository);
    reconcile();

    assertThat(image()).endsWith("@" + good);
    assertThat(types()).doesNotContain("dev.tagfast.rollout.rolledback");
    assertThat(deployment().getMetadata().getAnnotations().get("held.tagfast.dev/pizza"))
        .startsWith("PersonHolds: ");
  }

  private Digest push(String flavour) {
    Digest digest = pusher.push(repository, "today", flavour);
    deliver("today", digest);
    return digest;
  }

  private void subscribeWithRollback() {
    client()
        .resource(
            new DeploymentBuilder(Deployments.subscribed(repository, reference("today")))
                .editMetadata()
                .addToAnnotations(Map.of("tagfast.dev/rollback", "true"))
                .endMetadata()
                .editSpec()
                .withProgressDeadlineSeconds(1)
                .endSpec()
                .build())
        .create();
  }

  /** Writes what kubelets would, until the controller says that the Deployment is there. */
  private void podsGetReady(Digest digest) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              client()
                  .pods()
                  .inNamespace("default")
                  .withLabel("app", repository)
                  .list()
                  .getItems()
                  .stream()
                  .filter(pod -> image(pod).endsWith("@" + digest))
                  .forEach(this::ready);
              Deployment deployment = deployment();
              return deployment.getMetadata().getGeneration()
                      <= deployment.getStatus().getObservedGeneration()
                  && Integer.valueOf(1).equals(deployment.getStatus().getUpdatedReplicas())
                  && Integer.valueOf(1).equals(deployment.getStatus().getReplicas())
                  && Integer.valueOf(1).equals(deployment.getStatus().getAvailableReplicas());
            });
  }

  private static String image(Pod pod) {
    return pod.getSpec().getContainers().getFirst().getImage();
  }

  private void ready(Pod pod) {
    boolean already =
        pod.getStatus().getConditions().stream()
            .anyMatch(is -> is.getType().equals("Ready") && is.getStatus().equals("True"));
    if (already) {
      return;
    }
    client()
        .pods()
        .resource(pod)
        .editStatus(
            it ->
                new PodBuilder(it)
                    .editOrNewStatus()
                    .withPhase("Running")
                    .addNewCondition()
                    .withType("Ready")
                    .withStatus("True")
                    .withLastTransitionTime(Instant.now().minusSeconds(1).toString())
                    .endCondition()
                    .endStatus()
                    .build());
  }

  private void deadlinePasses() {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                deployment().getStatus().getConditions().stream()
                    .anyMatch(
                        condition ->
                            "ProgressDeadlineExceeded".equals(condition.getReason())
                                && condition.getStatus().equals("False")));
  }

  private Deployment deployment() {
    return client().apps().deployments().inNamespace("default").withName(repository).require();
  }

  private String events(String reason) {
    return real()
        .kubectl()
        .run(
            "get",
            "events",
            "--field-selector",
            "involvedObject.name=" + repository + ",reason=" + reason,
            "-o",
            "jsonpath={.items[*].message}");
  }

  private RealApi real() {
    return (RealApi) world.api();
  }
}
