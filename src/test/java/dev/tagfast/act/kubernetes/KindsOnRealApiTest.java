package dev.tagfast.act.kubernetes;

import static dev.tagfast.act.kubernetes.ShopDeployments.IMAGE;
import static dev.tagfast.act.kubernetes.ShopDeployments.NEW;
import static dev.tagfast.act.kubernetes.ShopDeployments.OLD;
import static dev.tagfast.act.kubernetes.ShopDeployments.pinned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tagfast.cluster.RealApi;
import dev.tagfast.cluster.RealCluster;
import dev.tagfast.decide.Reason;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same, with the schemas, the field managers and the roles of a real API server. */
@RealCluster
class KindsOnRealApiTest extends KindsContract {
  private RealApi api;

  /** As much of the schemas as these tests need; the real ones are taken where they are there. */
  @BeforeAll
  static void install() {
    try (RealApi api = RealApi.open()) {
      for (String crd : List.of("services.serving.knative.dev", "rollouts.argoproj.io")) {
        if (api.kubectl().tryWith("", "get", "crd", crd).status() != 0) {
          api.kubectl()
              .run("apply", "--server-side", "-f", "src/test/resources/crds/" + crd + ".yaml");
        }
        api.kubectl().run("wait", "--for=condition=Established", "crd/" + crd);
      }
      api.awaitCustomResources();
    }
  }

  @BeforeEach
  void start(RealApi api) {
    this.api = api;
  }

  @Override
  KubernetesClient tagfast() {
    return api.asTagfast();
  }

  @Override
  KubernetesClient person() {
    return api.client();
  }

  @Override
  String namespace() {
    return api.namespace();
  }

  @Override
  void create(KubernetesKind kind, String image, String more) {
    apply(SampleWorkload.manifest(kind, namespace(), image, more), "apply", "-f", "-");
  }

  @Override
  void createByFlux(KubernetesKind kind, String image) {
    apply(
        SampleWorkload.manifest(kind, namespace(), image, ""),
        "apply",
        "--server-side",
        "--field-manager=kustomize-controller",
        "-f",
        "-");
  }

  /** Where a list is one field for the API server, its manager counts for all images in it. */
  @ParameterizedTest
  @EnumSource(names = "JOB", mode = EnumSource.Mode.EXCLUDE)
  void theManagerOfTheImageIsKnown(KubernetesKind kind) {
    create(kind, IMAGE, "");
    bring(kind, NEW);

    assertThat(KubernetesFieldManagers.of(read(kind).getMetadata(), kind.podPath()).ofImages())
        .contains("tagfast");
    assertThat(listed(kind).getFirst().containers()).noneMatch(container -> container.takenOver());
  }

  @ParameterizedTest
  @EnumSource(names = {"STATEFUL_SET", "DAEMON_SET"})
  void aPersonWhoRollsBackWins(KubernetesKind kind) {
    api.needsControllers();
    create(kind, IMAGE, "");
    awaitRevisions(1);
    bring(kind, OLD);
    awaitRevisions(2);
    bring(kind, NEW);
    awaitRevisions(3);

    api.kubectl().run("rollout", "undo", kind.plural() + "/oven", "-n", namespace());

    assertThat(image(kind)).isEqualTo(pinned(OLD));
    assertThat(bring(kind, NEW)).containsExactly(Reason.PERSON_HOLDS);
    assertThat(image(kind)).isEqualTo(pinned(OLD));
  }

  private void awaitRevisions(int count) {
    await()
        .until(
            () ->
                api.client()
                        .apps()
                        .controllerRevisions()
                        .inNamespace(namespace())
                        .list()
                        .getItems()
                        .size()
                    == count);
  }

  private void apply(String manifest, String... words) {
    assertThat(api.kubectl().tryWith(manifest, words))
        .satisfies(result -> assertThat(result.status()).as(result.output()).isZero());
  }
}
