package dev.tagfast.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.documents.MarkdownPage;
import dev.tagfast.testing.Deployments;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands of {@code docs/getting-started.md} that a person types at workloads, as printed. */
@RealCluster
class FirstHourTest {
  private static final String IMAGE = "registry.example.com/kitchen/pizza:today";

  private RealApi api;

  @BeforeEach
  void start(RealApi api) {
    this.api = api;
  }

  @AfterEach
  void noWorkloads() {
    api.client().apps().deployments().inNamespace(Deployments.NAMESPACE).delete();
  }

  @Test
  void theLabelSubscribesTheDeployment() {
    create(Map.of(), Map.of());

    type("kubectl label deployment pizza");

    assertThat(pizza().getMetadata().getLabels()).containsEntry("tagfast.dev/subscribe", "true");
  }

  @Test
  void aHeldWorkloadGetsItsPlainTagBackAndLosesTheMark() {
    create(Map.of(), Map.of("written.tagfast.dev/web", "sha256:1f1f"));

    type("kubectl set image");

    assertThat(pizza().getMetadata().getAnnotations()).doesNotContainKey("written.tagfast.dev/web");
    assertThat(Deployments.image(api.client(), "pizza")).isEqualTo(IMAGE);
  }

  @Test
  void afterTheLastStepNothingIsLeftOfTagfastButThePin() {
    String pinned = IMAGE + "@sha256:" + "1f".repeat(32);
    create(
        Map.of("tagfast.dev/subscribe", "true", "tagfast.dev/waits", "true", "team", "kitchen"),
        Map.of(
            "tagfast.dev/tag", "x",
            "tagfast.dev/from", "x",
            "tagfast.dev/to", "x",
            "tagfast.dev/event", "x",
            "tagfast.dev/actor", "x",
            "tagfast.dev/at", "x",
            "written.tagfast.dev/web", "x",
            "repinned.tagfast.dev/web", "x",
            "held.tagfast.dev/web", "x",
            "kubernetes.io/change-cause", "a push"));
    api.kubectl().run("set", "image", "deployment/pizza", "web=" + pinned);

    type("tagfast.dev/subscribe-");

    assertThat(pizza().getMetadata().getLabels()).isEqualTo(Map.of("team", "kitchen"));
    assertThat(pizza().getMetadata().getAnnotations().keySet())
        .noneMatch(name -> name.contains("tagfast"))
        .contains("kubernetes.io/change-cause");
    assertThat(Deployments.image(api.client(), "pizza")).isEqualTo(pinned);
  }

  /** Types the block of the page that has this in it. */
  private void type(String part) {
    assertThat(MarkdownPage.read(Path.of("docs/getting-started.md")).blocks())
        .filteredOn(block -> block.language().equals("sh") && block.code().contains(part))
        .singleElement()
        .satisfies(block -> api.kubectl().type(block.code()));
  }

  private void create(Map<String, String> labels, Map<String, String> annotations) {
    Deployment deployment =
        new DeploymentBuilder(Deployments.subscribed("pizza", "registry.example.com/kitchen/other"))
            .editMetadata()
            .withLabels(labels)
            .withAnnotations(annotations)
            .endMetadata()
            .editSpec()
            .editTemplate()
            .editSpec()
            .editFirstContainer()
            .withName("web")
            .endContainer()
            .endSpec()
            .endTemplate()
            .endSpec()
            .build();
    api.client().resource(deployment).create();
  }

  private Deployment pizza() {
    return api.client()
        .apps()
        .deployments()
        .inNamespace(Deployments.NAMESPACE)
        .withName("pizza")
        .require();
  }
}
