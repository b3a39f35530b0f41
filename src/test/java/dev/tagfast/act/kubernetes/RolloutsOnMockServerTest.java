package dev.tagfast.act.kubernetes;

import static dev.tagfast.act.kubernetes.ShopDeployments.ALICE;
import static dev.tagfast.act.kubernetes.ShopDeployments.HOSTS;
import static dev.tagfast.act.kubernetes.ShopDeployments.IMAGE;
import static dev.tagfast.act.kubernetes.ShopDeployments.NEW;
import static dev.tagfast.act.kubernetes.ShopDeployments.NOON;
import static dev.tagfast.act.kubernetes.ShopDeployments.OLD;
import static dev.tagfast.act.kubernetes.ShopDeployments.TODAY;
import static dev.tagfast.act.kubernetes.ShopDeployments.imageOf;
import static dev.tagfast.act.kubernetes.ShopDeployments.oven;
import static dev.tagfast.act.kubernetes.ShopDeployments.pinned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.Surroundings;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The mock that the demo runs on takes our lists and patches as they are. */
class RolloutsOnMockServerTest {
  private final KubernetesMockServer server =
      new KubernetesMockServer(
          new Context(),
          new MockWebServer(),
          new HashMap<>(),
          new KubernetesCrudDispatcher(),
          false);
  private KubernetesClient client;
  private KubernetesWorkloads workloads;

  @BeforeEach
  void start() {
    server.init();
    client = server.createClient();
    workloads = new KubernetesWorkloads(client, HOSTS);
  }

  @AfterEach
  void stop() {
    client.close();
    server.destroy();
  }

  @Test
  void aSubscriberIsPinnedAndFollowsTheTag() {
    client.resource(oven(IMAGE)).create();

    assertThat(bring(OLD)).containsExactly(Reason.ROLLOUT_STARTED);
    assertThat(imageOf(read())).isEqualTo(pinned(OLD));
    assertThat(bring(NEW)).containsExactly(Reason.ROLLOUT_STARTED);
    assertThat(imageOf(read())).isEqualTo(pinned(NEW));
    assertThat(bring(NEW)).containsExactly(Reason.ALREADY_PINNED);

    assertThat(read().getMetadata().getAnnotations())
        .containsEntry("tagfast.dev/from", OLD.value())
        .containsEntry("tagfast.dev/to", NEW.value())
        .containsEntry("tagfast.dev/actor", "alice");
    assertThat(read().getMetadata().getGeneration()).as("two rollouts").isEqualTo(3);
  }

  private List<Reason> bring(Digest to) {
    return new KubernetesRollouts(workloads, Surroundings.NONE, InstantSource.fixed(NOON))
        .bring(ShopDeployments.listed(workloads, "shop"), TODAY, to, ALICE, false).stream()
            .map(RolloutResult::reason)
            .toList();
  }

  private Deployment read() {
    return client.apps().deployments().inNamespace("shop").withName("oven").get();
  }
}
