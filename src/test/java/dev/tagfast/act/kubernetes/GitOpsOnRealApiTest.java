package dev.tagfast.act.kubernetes;

import static dev.tagfast.act.kubernetes.ShopDeployments.ALICE;
import static dev.tagfast.act.kubernetes.ShopDeployments.HOSTS;
import static dev.tagfast.act.kubernetes.ShopDeployments.IMAGE;
import static dev.tagfast.act.kubernetes.ShopDeployments.NEW;
import static dev.tagfast.act.kubernetes.ShopDeployments.NOON;
import static dev.tagfast.act.kubernetes.ShopDeployments.OLD;
import static dev.tagfast.act.kubernetes.ShopDeployments.TODAY;
import static dev.tagfast.act.kubernetes.ShopDeployments.imageOf;
import static dev.tagfast.act.kubernetes.ShopDeployments.pinned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Surroundings;
import dev.tagfast.cluster.Kubectl;
import dev.tagfast.cluster.RealApi;
import dev.tagfast.cluster.RealCluster;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An image that a GitOps tool has let go of, written by server-side apply. The tools are {@code
 * kubectl apply --server-side} under their names, doing what their sources do: kustomize-controller
 * with {@code spec.ignore} leaves the field out once another manager applied it, and Argo CD with
 * {@code RespectIgnoreDifferences} applies what it finds there. Both force.
 */
@RealCluster
class GitOpsOnRealApiTest {
  private RealApi api;
  private KubernetesWorkloads workloads;
  private Instant now = NOON;

  @BeforeEach
  void start(RealApi api) {
    this.api = api;
    workloads = new KubernetesWorkloads(api.asTagfast(), HOSTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"kustomize-controller", "argocd-controller", "helm"})
  void whatTheToolHasLetGoOfIsOursAloneAfterTheFirstWrite(String tool) {
    apply(tool, "image: \"" + IMAGE + "\"", "apply");

    assertThat(bring(OLD)).containsExactly(Reason.ROLLOUT_STARTED);

    assertThat(imageOf(read())).isEqualTo(pinned(OLD));
    assertThat(managersOfTheImage()).containsExactly("tagfast Apply");
    assertThat(fieldsOf("tagfast", "Apply"))
        .as("nothing but the image, its key and our annotations")
        .containsOnlyKeys("f:metadata", "f:spec")
        .extracting("f:metadata")
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsOnlyKeys("f:annotations");
    assertThat(fieldsOf("tagfast", "Apply").get("f:spec"))
        .hasToString(
            "{f:template={f:spec={f:containers={k:{\"name\":\"oven\"}={.={}, f:image={}, f:name={}}}}}}");
  }

  @Test
  void fluxKeepsOurValueAsItLeavesTheFieldOut() {
    apply("kustomize-controller", "image: \"" + IMAGE + "\"", "apply");
    bring(OLD);

    apply("kustomize-controller", "workingDir: /pizza", "apply");

    assertThat(imageOf(read())).isEqualTo(pinned(OLD));
    assertThat(workingDir()).as("its own change is done").isEqualTo("/pizza");
    assertThat(bring(OLD)).containsExactly(Reason.ALREADY_PINNED);
    assertThat(bring(NEW)).containsExactly(Reason.ROLLOUT_STARTED);
    assertThat(imageOf(read())).isEqualTo(pinned(NEW));
    assertThat(workingDir()).isEqualTo("/pizza");
  }

  @Test
  void argoCdKeepsOurValueAsItAppliesWhatItFindsAndIsNoObstacleToTheNext() {
    apply("argocd-controller", "image: \"" + IMAGE + "\"", "apply");
    bring(OLD);

    apply("argocd-controller", "image: \"" + pinned(OLD) + "\"", "apply");
    assertThat(managersOfTheImage()).contains("argocd-controller Apply", "tagfast Apply");

    assertThat(bring(NEW)).containsExactly(Reason.ROLLOUT_STARTED);
    assertThat(imageOf(read())).isEqualTo(pinned(NEW));
  }

  @Test
  void aToolThatHasNotLetGoIsNotFoughtForLong() {
    for (int i = 0; i < 4; i++) {
      apply("argocd-controller", "image: \"" + IMAGE + "\"", "apply");
      assertThat(bring(OLD)).as("time " + i).containsExactly(Reason.ROLLOUT_STARTED);
    }
    apply("argocd-controller", "image: \"" + IMAGE + "\"", "apply");

    assertThat(bring(OLD)).containsExactly(Reason.IMAGE_FIELD_CONTESTED);
    assertThat(imageOf(read())).isEqualTo(IMAGE);
  }

  @Test
  void whatNoToolOwnsIsLeftToItsManagerWhoIsNamed() {
    apply("argocd-controller", "image: \"" + IMAGE + "\"", "apply");
    kubectl("set", "image", "deployment/oven", "oven=docker.io/other:1");
    kubectl("set", "image", "deployment/oven", "oven=" + IMAGE, "--field-manager=carol");

    List<RolloutResult> results = results(listed(), NEW);

    assertThat(results).extracting(RolloutResult::reason).containsExactly(Reason.IMAGE_FIELD_OWNED);
    assertThat(results.getFirst().detail())
        .isEqualTo(
            "The field manager carol owns .spec.template.spec.containers[name=\"oven\"].image, and"
                + " server-side apply leaves it to that one. Have it let go of the field, or write"
                + " patch into the annotation tagfast.dev/gitops.");
    assertThat(imageOf(read())).isEqualTo(IMAGE);
    assertThat(read().getMetadata().getAnnotations().get("held.tagfast.dev/oven"))
        .startsWith("ImageFieldOwned: The field manager carol owns");
  }

  @Test
  void whatAJsonPatchOfOursOwnsIsNoObstacleToApply() {
    apply("kubectl", "image: \"" + IMAGE + "\"", "patch");
    assertThat(bring(OLD)).containsExactly(Reason.ROLLOUT_STARTED);
    assertThat(managersOfTheImage()).containsExactly("tagfast Update");
    kubectl("annotate", "--overwrite", "deployment/oven", "tagfast.dev/gitops=apply");

    assertThat(bring(NEW)).containsExactly(Reason.ROLLOUT_STARTED);

    assertThat(managersOfTheImage()).containsExactly("tagfast Apply");
    assertThat(read().getMetadata().getAnnotations())
        .containsEntry("tagfast.dev/from", OLD.value())
        .containsEntry("tagfast.dev/to", NEW.value());
  }

  @Test
  void whatWeAppliedToOneContainerStaysWhenAnotherIsApplied() {
    applyTwo();
    String menu = "registry.test/shop/menu:today";
    assertThat(bring(OLD)).containsExactly(Reason.ROLLOUT_STARTED);
    var key =
        new dev.tagfast.image.TagKey(
            new dev.tagfast.image.Repository("registry.test", "shop/menu"),
            new dev.tagfast.image.Tag("today"));

    assertThat(rollouts().bring(listed(), key, NEW, ALICE, false))
        .extracting(RolloutResult::reason)
        .containsExactly(Reason.ROLLOUT_STARTED);

    assertThat(read().getSpec().getTemplate().getSpec().getContainers())
        .extracting("image")
        .containsExactly(pinned(OLD), menu + "@" + NEW);
    assertThat(read().getMetadata().getAnnotations())
        .containsEntry("written.tagfast.dev/oven", pinned(OLD))
        .containsEntry("written.tagfast.dev/menu", menu + "@" + NEW)
        .containsEntry("tagfast.dev/gitops", "apply");
  }

  @Test
  void aChangeSinceTheLookIsReadAgainAndNotOverwritten() {
    apply("kustomize-controller", "image: \"" + IMAGE + "\"", "apply");
    List<Subscriber> listed = listed();
    kubectl("annotate", "deployment/oven", "edited=x");

    assertThat(results(listed, NEW))
        .extracting(RolloutResult::reason)
        .containsExactly(Reason.ROLLOUT_STARTED);
    assertThat(read().getMetadata().getAnnotations()).containsEntry("edited", "x");
  }

  @Test
  void aWorkloadThatIsDeletedMeanwhileIsNotCreated() {
    apply("kustomize-controller", "image: \"" + IMAGE + "\"", "apply");
    List<Subscriber> listed = listed();
    kubectl("delete", "deployment", "oven");

    assertThat(results(listed, NEW))
        .extracting(RolloutResult::reason)
        .containsExactly(Reason.WORKLOAD_GONE);
    assertThat(read()).isNull();
  }

  @Test
  void anotherOfTheSameNameIsNotTakenForIt() {
    apply("kustomize-controller", "image: \"" + IMAGE + "\"", "apply");
    List<Subscriber> listed = listed();
    kubectl("delete", "deployment", "oven");
    apply("kustomize-controller", "image: \"registry.test/other:1\"", "apply");

    assertThat(results(listed, NEW)).isEmpty();
    assertThat(imageOf(read())).isEqualTo("registry.test/other:1");
  }

  @Test
  void aHeldMarkGoesWhenTheImageIsApplied() {
    apply("kustomize-controller", "image: \"" + IMAGE + "\"", "propose");
    assertThat(bring(NEW)).containsExactly(Reason.GITOPS_MANAGED);
    assertThat(read().getMetadata().getLabels()).containsEntry("tagfast.dev/waits", "true");
    kubectl("annotate", "--overwrite", "deployment/oven", "tagfast.dev/gitops=apply");

    assertThat(bring(NEW)).containsExactly(Reason.ROLLOUT_STARTED);

    assertThat(read().getMetadata().getLabels()).doesNotContainKey("tagfast.dev/waits");
    assertThat(read().getMetadata().getAnnotations()).doesNotContainKey("held.tagfast.dev/oven");
  }

  private List<Subscriber> listed() {
    return ShopDeployments.listed(workloads, api.namespace());
  }

  private KubernetesRollouts rollouts() {
    now = now.plus(Duration.ofSeconds(1));
    return new KubernetesRollouts(workloads, Surroundings.NONE, InstantSource.fixed(now));
  }

  private List<RolloutResult> results(List<Subscriber> subscribers, Digest to) {
    return rollouts().bring(subscribers, TODAY, to, ALICE, false);
  }

  private List<Reason> bring(Digest to) {
    return results(listed(), to).stream().map(RolloutResult::reason).toList();
  }

  private Deployment read() {
    return api.client().apps().deployments().inNamespace(api.namespace()).withName("oven").get();
  }

  private String workingDir() {
    return read().getSpec().getTemplate().getSpec().getContainers().getFirst().getWorkingDir();
  }

  private List<String> managersOfTheImage() {
    return read().getMetadata().getManagedFields().stream()
        .filter(
            entry ->
                entry
                    .getFieldsV1()
                    .getAdditionalProperties()
                    .toString()
                    .contains("k:{\"name\":\"oven\"}"))
        .filter(
            entry ->
                entry.getFieldsV1().getAdditionalProperties().toString().contains("f:image={}"))
        .map(entry -> entry.getManager() + " " + entry.getOperation())
        .toList();
  }

  private Map<String, Object> fieldsOf(String manager, String operation) {
    return read().getMetadata().getManagedFields().stream()
        .filter(entry -> entry.getManager().equals(manager))
        .filter(entry -> entry.getOperation().equals(operation))
        .map(ManagedFieldsEntry::getFieldsV1)
        .findFirst()
        .orElseThrow()
        .getAdditionalProperties();
  }

  /** As the tool applies it: by force, with these fields of the container. */
  private void apply(String manager, String field, String gitops) {
    serverSide(
        manager,
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: oven
          labels: {tagfast.dev/subscribe: "true"}
          annotations: {tagfast.dev/gitops: %s}
        spec:
          selector: {matchLabels: {app: oven}}
          template:
            metadata: {labels: {app: oven}}
            spec:
              containers:
                - name: oven
                  %s
        """
            .formatted(gitops, field));
  }

  private void applyTwo() {
    serverSide(
        "kustomize-controller",
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: oven
          labels: {tagfast.dev/subscribe: "true"}
          annotations: {tagfast.dev/gitops: apply}
        spec:
          selector: {matchLabels: {app: oven}}
          template:
            metadata: {labels: {app: oven}}
            spec:
              containers:
                - {name: oven, image: "registry.test/shop/pizza:today"}
                - {name: menu, image: "registry.test/shop/menu:today"}
        """);
  }

  private void serverSide(String manager, String manifest) {
    Kubectl.Answer answer =
        api.kubectl()
            .tryWith(
                manifest,
                inNamespace(
                    "apply",
                    "--server-side",
                    "--force-conflicts",
                    "--field-manager=" + manager,
                    "-f",
                    "-"));
    assertThat(answer.status()).as(answer.output()).isZero();
  }

  private void kubectl(String... words) {
    api.kubectl().run(inNamespace(words));
  }

  private String[] inNamespace(String... words) {
    return Stream.concat(Stream.of(words), Stream.of("-n", api.namespace())).toArray(String[]::new);
  }
}
