package dev.tagfast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tagfast.cluster.ObservingRealWorld;
import dev.tagfast.cluster.RealApi;
import dev.tagfast.cluster.RealCluster;
import dev.tagfast.image.Digest;
import dev.tagfast.ledger.kubernetes.ImageTagStatus.FollowerJson;
import dev.tagfast.testing.Sink;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What people read while Tagfast observes, held against what pods would get. For drift the test
 * writes the status of pods as kubelets do; {@code BlogPostTest} shows it with real pods.
 */
@RealCluster
@QuarkusTest
@WithTestResource(ObservingRealWorld.class)
class ObserveModeOnRealApiTest extends MainPathSteps {
  @Test
  void anOverwriteSaysThatNothingWasChangedAndWhatNewPodsGet() throws Exception {
    subscribe("1.0.0");
    Digest accepted = pusher.push(repository, "1.0.0", "quattro formaggi");
    deliver("1.0.0", accepted);
    Digest other = pusher.push(repository, "1.0.0", "hawaii");
    deliver("1.0.0", other);

    String exposed =
        "Observe mode: nothing was changed. Deployment/default/"
            + repository
            + " is not pinned: nodes that pull the tag now get "
            + other.abbreviated()
            + ".";
    assertThat(image()).as("what the message says is so").isEqualTo(reference("1.0.0"));
    assertThat(tagEvents("TagOverwritten"))
        .contains(exposed)
        .doesNotContain("Rejected", "stay on the accepted digest");
    assertThat(chat()).contains(exposed).doesNotContain("Rejected");
    assertThat(kubectl("describe", "deployment", repository))
        .as("on the workload it is said anew, because its next pods get another image")
        .contains("nodes that pull the tag now get " + accepted.abbreviated())
        .contains("nodes that pull the tag now get " + other.abbreviated());
  }

  @Test
  void whatWouldBeDoneIsAnEventOfTheWorkloadOnce() {
    subscribe("1.0.0");
    Digest accepted = pusher.push(repository, "1.0.0", "quattro formaggi");
    deliver("1.0.0", accepted);
    reconcile();
    reconcile();

    assertThat(kubectl("describe", "deployment", repository))
        .containsPattern("Normal +ObserveOnly +\\S+ +tagfast ")
        .contains("would be brought to `" + accepted + "`")
        .contains("is not pinned: nodes that pull the tag now get " + accepted.abbreviated());
    assertThat(types().stream().filter("dev.tagfast.rollout.observed"::equals)).hasSize(1);
    assertThat(imageTag("1.0.0").getStatus().workloads())
        .extracting(FollowerJson::workload, FollowerJson::state, FollowerJson::pinned)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "Deployment/default/" + repository, "ObserveOnly", null));
  }

  @Test
  void aRestoreThatTheRuleAsksForIsSaidToBeLeftOut() {
    policy("mode: Reject, restore: true");
    deliver("1.0.0", pusher.push(repository, "1.0.0", "quattro formaggi"));
    Digest other = pusher.push(repository, "1.0.0", "hawaii");
    deliver("1.0.0", other);

    assertThat(pusher.look(repository, "1.0.0")).contains(other);
    assertThat(tagEvents("TagOverwritten")).contains("In mode act the tag would be put back.");
  }

  @Test
  void podsOfOneReplicaSetThatRunTwoImagesAreToldOnceWithTheirNodesAndTheirEndToo() {
    real().needsControllers();
    subscribe("today");
    kubectl("scale", "deployment", repository, "--replicas=2");
    Digest old = pusher.push(repository, "today", "margherita");
    deliver("today", old);
    Digest other = pusher.push(repository, "today", "funghi");
    deliver("today", other);
    await().until(() -> pods().size() == 2);
    bind(pods().getFirst(), "node-1");
    bind(pods().getLast(), "node-2");
    runs(pods().getFirst(), old);
    runs(pods().getLast(), other);

    reconcile();
    reconcile();

    assertThat(types().stream().filter("dev.tagfast.drift.found"::equals)).hasSize(1);
    assertThat(workloadEvents("DriftFound"))
        .contains("The pods of ReplicaSet/" + repository + "-")
        .contains("run 2 different images in container pizza")
        .contains(old.abbreviated() + " on node-1")
        .contains(other.abbreviated() + " on node-2");

    runs(pods().getFirst(), other);
    reconcile();
    reconcile();

    assertThat(types().stream().filter("dev.tagfast.drift.ended"::equals)).hasSize(1);
    assertThat(workloadEvents("DriftEnded")).contains("run one image of");
  }

  private List<Pod> pods() {
    return client().pods().inNamespace("default").withLabel("app", repository).list().getItems();
  }

  private void bind(Pod pod, String node) {
    String binding =
        """
        {"apiVersion": "v1", "kind": "Binding", "metadata": {"name": "%s"},
         "target": {"apiVersion": "v1", "kind": "Node", "name": "%s"}}"""
            .formatted(pod.getMetadata().getName(), node);
    assertThat(real().kubectl().tryWith(binding, "create", "-f", "-").status()).isZero();
  }

  /** Writes what a kubelet would. */
  private void runs(Pod pod, Digest digest) {
    client()
        .pods()
        .resource(pod)
        .editStatus(
            it ->
                new PodBuilder(it)
                    .editOrNewStatus()
                    .withPhase("Running")
                    .withContainerStatuses(
                        new ContainerStatusBuilder()
                            .withName("pizza")
                            .withImage(reference("today"))
                            .withImageID(world.silent().host() + "/" + repository + "@" + digest)
                            .build())
                    .endStatus()
                    .build());
  }

  private String workloadEvents(String reason) {
    return kubectl(
        "get",
        "events",
        "--field-selector",
        "involvedObject.name=" + repository + ",reason=" + reason,
        "-o",
        "jsonpath={.items[*].message}");
  }

  private String tagEvents(String reason) {
    String name = imageTags().getFirst().getMetadata().getName();
    return real()
        .kubectl()
        .run(
            "get",
            "events",
            "--namespace",
            RealApi.TAGFAST,
            "--field-selector",
            "involvedObject.name=" + name + ",reason=" + reason,
            "-o",
            "jsonpath={.items[*].message}");
  }

  private String chat() throws Exception {
    StringBuilder said = new StringBuilder();
    for (Sink.Received received : world.chat().received()) {
      JsonNode message = new ObjectMapper().readTree(received.body());
      said.append(message.path("text").asText());
    }
    return said.toString();
  }

  private String kubectl(String... words) {
    return real().kubectl().run(words);
  }

  private RealApi real() {
    return (RealApi) world.api();
  }
}
