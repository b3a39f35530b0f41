package dev.tagfast.act.kubernetes;

import static dev.tagfast.act.kubernetes.ShopDeployments.IMAGE;
import static dev.tagfast.act.kubernetes.ShopDeployments.NEW;
import static dev.tagfast.act.kubernetes.ShopDeployments.pinned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.act.rollout.RolloutResult;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is particular to each kind. */
class KindsTest extends KindsContract {
  private FakeApiServer api;

  @BeforeEach
  void start() throws IOException {
    api = new FakeApiServer();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Override
  KubernetesClient tagfast() {
    return api.client();
  }

  @Override
  KubernetesClient person() {
    return api.client();
  }

  @Override
  String namespace() {
    return "shop";
  }

  @Override
  void create(KubernetesKind kind, String image, String more) {
    put(kind, SampleWorkload.of(kind, "shop", image, more));
  }

  @Override
  void createByFlux(KubernetesKind kind, String image) {
    GenericKubernetesResource workload = SampleWorkload.of(kind, "shop", image);
    workload.getMetadata().getLabels().put("kustomize.toolkit.fluxcd.io/name", "shop");
    put(kind, workload);
  }

  @Override
  void delete(KubernetesKind kind) {
    api.remove(kind.plural(), kind.apiVersion(), "shop", "oven");
  }

  private void put(KubernetesKind kind, GenericKubernetesResource workload) {
    api.put(kind.plural(), workload);
  }

  /** The patch alone replaces no pod, or not all of them: whoever reads the report must know. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DEPLOYMENT   | 'paused: true'                                  | It is paused
          STATEFUL_SET | 'updateStrategy: {type: OnDelete}'              | OnDelete: a pod gets the image when somebody deletes it
          STATEFUL_SET | 'updateStrategy: {rollingUpdate: {partition: 2}}' | pods with an ordinal below 2 keep their image
          DAEMON_SET   | 'updateStrategy: {type: OnDelete}'              | OnDelete: a pod gets the image when somebody deletes it
          CRON_JOB     | 'suspend: true'                                 | It is suspended
          ROLLOUT      | 'paused: true'                                  | It is paused
          KNATIVE_SERVICE | 'traffic: [{revisionName: oven-00001, percent: 100}]' | Its traffic names Revisions
          """)
  void itIsPatchedAllTheSameAndTheReportSaysWhatPodsWaitFor(
      KubernetesKind kind, String spec, String words) {
    create(kind, IMAGE, spec);

    List<RolloutResult> results = results(listed(kind), NEW);

    assertThat(image(kind)).isEqualTo(pinned(NEW));
    assertThat(results).singleElement().satisfies(it -> assertThat(it.started()).isTrue());
    assertThat(results.getFirst().detail()).contains(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DEPLOYMENT   | 'paused: false'
          STATEFUL_SET | 'updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 0}}'
          STATEFUL_SET | 'updateStrategy: {rollingUpdate: null}'
          DAEMON_SET   | 'updateStrategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 25%}}'
          CRON_JOB     | 'suspend: null'
          ROLLOUT      | 'strategy: {canary: {steps: [{pause: {}}]}}'
          KNATIVE_SERVICE | 'traffic: [{latestRevision: true, percent: 90}, {revisionName: oven-00001, percent: 10}]'
          """)
  void whatReplacesItsPodsByItselfHasNothingToSay(KubernetesKind kind, String spec) {
    create(kind, IMAGE, spec);

    assertThat(results(listed(kind), NEW).getFirst().detail()).isEmpty();
  }

  /** The labels of a template are on what is made of it: the maker subscribes, or nobody. */
  @ParameterizedTest
  @CsvSource({
    "DEPLOYMENT, serving.knative.dev/v1, Revision, true, 0",
    "JOB,        batch/v1,             CronJob,  true, 0",
    "DEPLOYMENT, example.com/v1,         Bakery,   true, 1",
    "DEPLOYMENT, serving.knative.dev/v1, Revision, false, 1"
  })
  void whatAnotherWorkloadMakesIsNoSubscriber(
      KubernetesKind kind, String apiVersion, String maker, boolean controls, int subscribers) {
    GenericKubernetesResource workload = SampleWorkload.of(kind, "shop", IMAGE);
    workload
        .getMetadata()
        .setOwnerReferences(
            List.of(
                new OwnerReferenceBuilder()
                    .withApiVersion(apiVersion)
                    .withKind(maker)
                    .withName("maker")
                    .withUid("uid-2")
                    .withController(controls)
                    .build()));
    put(kind, workload);

    assertThat(listed(kind)).hasSize(subscribers);
  }

  /** The Deployment that it refers to may subscribe by itself. */
  @Test
  void anArgoRolloutWithoutATemplateOfItsOwnFollowsNothing() {
    create(
        KubernetesKind.ROLLOUT,
        IMAGE,
        "workloadRef: {apiVersion: apps/v1, kind: Deployment, name: oven}");

    assertThat(listed(KubernetesKind.ROLLOUT).getFirst().containers()).isEmpty();
    assertThat(bring(KubernetesKind.ROLLOUT, NEW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Complete, True, 0", "Failed, True, 0", "Failed, False, 1", "Suspended, True, 1"})
  void aJobThatIsOverWaitsForNobody(String condition, String status, int subscribers) {
    GenericKubernetesResource job = SampleWorkload.of(KubernetesKind.JOB, "shop", IMAGE);
    job.setAdditionalProperty(
        "status", Map.of("conditions", List.of(Map.of("type", condition, "status", status))));
    put(KubernetesKind.JOB, job);

    assertThat(listed(KubernetesKind.JOB)).hasSize(subscribers);
  }
}
