package dev.tagfast.act.preflight;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.act.brake.BrakeSteps;
import dev.tagfast.cluster.RealApi;
import dev.tagfast.cluster.RealCluster;
import dev.tagfast.cluster.RealWorld;
import dev.tagfast.image.Digest;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The checks before a patch, with the rights of {@code knative/preflight}. */
@RealCluster
@QuarkusTest
@WithTestResource(PreflightOnRealApiTest.Checked.class)
class PreflightOnRealApiTest extends BrakeSteps {
  private static final List<String> NODES = List.of("preflight-amd64", "preflight-s390x");

  /** Both checks are on. */
  public static final class Checked extends RealWorld {
    @Override
    public Map<String, String> start() {
      Map<String, String> settings = super.start();
      settings.put("tagfast.rollouts.check-platforms", "true");
      settings.put("tagfast.rollouts.check-pull-secrets", "true");
      return settings;
    }
  }

  @BeforeEach
  void rightsAndNodes() {
    kubectl("apply", "-k", "knative/preflight");
    kubectl(
        "create",
        "rolebinding",
        "tagfast-pull-secrets",
        "-n",
        "default",
        "--clusterrole=tagfast-pull-secrets",
        "--serviceaccount=tagfast:tagfast");
    NODES.forEach(
        node ->
            client()
                .resource(
                    new NodeBuilder()
                        .withNewMetadata()
                        .withName(node)
                        .addToLabels("kubernetes.io/os", "linux")
                        .addToLabels("kubernetes.io/arch", node.substring("preflight-".length()))
                        .endMetadata()
                        .build())
                .create());
  }

  @AfterEach
  void withoutThem() {
    NODES.forEach(node -> client().nodes().withName(node).delete());
    kubectl("delete", "rolebinding", "tagfast-pull-secrets", "-n", "default");
    kubectl("delete", "-k", "knative/preflight");
  }

  @Test
  void anIndexWithoutAPlatformOfANodeWaitsUntilThePodsStayOffThatNode() {
    deploy(name);
    Digest index = pusher.pushIndex(name, "today", "margherita");

    assertThat(deliver(index).getList("rollouts.reason")).containsExactly("PlatformMissing");

    assertThat(image()).isEqualTo(reference());
    assertThat(annotations().get("held.tagfast.dev/pizza"))
        .startsWith("PlatformMissing: ")
        .contains("linux/s390x (preflight-s390x)", "linux/amd64, linux/arm64");
    assertThat(waitsForAPerson()).isTrue();
    kubectl(
        "patch",
        "deployment",
        name,
        "-n",
        "default",
        "-p",
        "{\"spec\":{\"template\":{\"spec\":{\"nodeSelector\":{\"kubernetes.io/arch\":\"amd64\"}}}}}");
    reconcile();
    assertThat(image()).isEqualTo(reference() + "@" + index);
    assertThat(annotations()).doesNotContainKey("held.tagfast.dev/pizza");
  }

  @Test
  void aSecretThatTheRegistryAcceptsAndOneForAnotherRegistryHoldNothing() {
    secret("theirs", world.silent().host());
    secret("other", "registry.example.com");
    deploy(name);
    kubectl(
        "patch",
        "deployment",
        name,
        "-n",
        "default",
        "-p",
        "{\"spec\":{\"template\":{\"spec\":{\"imagePullSecrets\":[{\"name\":\"other\"},{\"name\":\"theirs\"}]}}}}");
    Digest digest = push("margherita");

    assertThat(deliver(digest).getList("rollouts.reason")).containsExactly("RolloutStarted");
  }

  private void secret(String secret, String host) {
    String auth = Base64.getEncoder().encodeToString("robot:secret".getBytes(UTF_8));
    client().secrets().inNamespace("default").withName(secret).delete();
    client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(secret)
                .withNamespace("default")
                .endMetadata()
                .withType("kubernetes.io/dockerconfigjson")
                .addToStringData(
                    ".dockerconfigjson",
                    "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(host, auth))
                .build())
        .create();
  }

  private void kubectl(String... arguments) {
    ((RealApi) world.api()).kubectl().run(arguments);
  }
}
