package dev.tagfast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.cluster.ObservingRealWorld;
import dev.tagfast.cluster.RealApi;
import dev.tagfast.cluster.RealCluster;
import dev.tagfast.image.Digest;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Drift as a person is told of it, with pods whose status the test writes as kubelets do. {@code
 * BlogPostTest} shows it with real pods.
 */
@RealCluster
@QuarkusTest
@WithTestResource(ObservingRealWorld.class)
class DriftOnRealApiTest extends MainPathSteps {
  @AfterEach
  void removePods() {
    client().pods().inNamespace("default").withGracePeriod(0).delete();
  }

  @Test
  void podsOfOneReplicaSetThatRunTwoImagesAreToldOnceWithTheirNodesAndTheirEndToo() {
    subscribe("today");
    Digest old = pusher.push(repository, "today", "margherita");
    deliver("today", old);
    Digest other = pusher.push(repository, "today", "funghi");
    deliver("today", other);
    runs("a", "node-1", old);
    runs("b", "node-2", other);

    reconcile();
    reconcile();

    assertThat(types().stream().filter("dev.tagfast.drift.found"::equals)).hasSize(1);
    assertThat(events("DriftFound"))
        .contains("The pods of ReplicaSet/" + repository + "-5d9c run 2 different images")
        .contains(old.abbreviated() + " on node-1")
        .contains(other.abbreviated() + " on node-2");

    client().pods().inNamespace("default").withName(repository + "-a").withGracePeriod(0).delete();
    runs("c", "node-1", other);
    reconcile();
    reconcile();

    assertThat(types().stream().filter("dev.tagfast.drift.ended"::equals)).hasSize(1);
    assertThat(events("DriftEnded")).contains("run one image of");
  }

  private void runs(String name, String node, Digest digest) {
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName(repository + "-" + name)
            .withNamespace("default")
            .addToLabels("pod-template-hash", "5d9c")
            .addNewOwnerReference()
            .withApiVersion("apps/v1")
            .withKind("ReplicaSet")
            .withName(repository + "-5d9c")
            .withUid("00000000-0000-0000-0000-000000000000")
            .withController(true)
            .endOwnerReference()
            .endMetadata()
            .withNewSpec()
            .withNodeName(node)
            .addNewContainer()
            .withName("pizza")
            .withImage(reference("today"))
            .endContainer()
            .endSpec()
            .build();
    client().resource(pod).create();
    pod.setStatus(
        new PodBuilder()
            .withNewStatus()
            .withPhase("Running")
            .addNewContainerStatus()
            .withName("pizza")
            .withImage(reference("today"))
            .withImageID(world.silent().host() + "/" + repository + "@" + digest)
            .endContainerStatus()
            .endStatus()
            .build()
            .getStatus());
    client().resource(pod).patchStatus();
  }

  private String events(String reason) {
    return ((RealApi) world.api())
        .kubectl()
        .run(
            "get",
            "events",
            "--field-selector",
            "involvedObject.name=" + repository + ",reason=" + reason,
            "-o",
            "jsonpath={.items[*].message}");
  }
}
