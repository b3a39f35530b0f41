package dev.tagfast.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionScopeTest {
  private static final String SPEC = "{containers: [{name: 'oven', image: 'pizza:1'}]}";
  private static final String TEMPLATE = "spec: {template: {spec: " + SPEC + "}}";

  @ParameterizedTest
  @CsvSource({"CREATE, 1", "UPDATE, 1", "DELETE, 0", "CONNECT, 0"})
  void writesAreReviewed(String operation, int images) {
    ObjectNode document = pod("{}");
    Reviews.request(document).put("operation", operation);

    assertThat(scope(document)).hasSize(images);
  }

  @Test
  void anObjectThatIsBeingDeletedPasses() {
    assertThat(scope(pod("{deletionTimestamp: '2026-11-28T09:00:00Z'}"))).isEmpty();
    assertThat(scope(pod("{deletionTimestamp: null}"))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "ephemeralcontainers, 1",
    "status, 0",
    "scale, 0",
    "resize, 0",
    "binding, 0",
    "'', 1"
  })
  void subresourcesThatBringImagesAreReviewed(String subresource, int images) {
    ObjectNode document = pod("{}");
    Reviews.request(document).put("subResource", subresource);

    assertThat(scope(document)).hasSize(images);
  }

  @ParameterizedTest
  @CsvSource({
    "kitchen, 1",
    "kube-system, 0",
    "kube-public, 0",
    "kube-node-lease, 0",
    "tagfast, 0",
    "tagfast-2, 1"
  })
  void theClustersOwnNamespacesAndTagfastsPass(String namespace, int images) {
    ObjectNode document = pod("{}");
    Reviews.request(document).put("namespace", namespace);

    assertThat(AdmissionScope.of(AdmissionReview.parse(document), Optional.of("tagfast")))
        .hasSize(images);
  }

  @Test
  void theCopyOfAStaticPodPasses() {
    assertThat(scope(pod("{annotations: {'kubernetes.io/config.mirror': 'a1'}}"))).isEmpty();
    assertThat(scope(pod("{annotations: {'kubernetes.io/config.source': 'api'}}"))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"apps, ReplicaSet", "batch, Job", "apps, Deployment"})
  void whatAControllerMadeIsAsTheControllerMadeIt(String group, String kind) {
    String owned = "{ownerReferences: [{name: 'a'}, {name: 'b', controller: true}]}";
    String mentioned = "{ownerReferences: [{name: 'a', controller: false}]}";

    assertThat(scope(template(group, kind, owned))).isEmpty();
    assertThat(scope(template(group, kind, mentioned))).hasSize(1);
  }

  @Test
  void thePodOfAControllerIsReviewed() {
    assertThat(scope(pod("{ownerReferences: [{name: 'b', controller: true}]}"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{annotations: {'argocd.argoproj.io/tracking-id': 'a'}}",
        "{labels: {'argocd.argoproj.io/instance': 'a'}}",
        "{labels: {'kustomize.toolkit.fluxcd.io/name': 'a'}}",
        "{labels: {'helm.toolkit.fluxcd.io/name': 'a'}}",
        "{annotations: {'meta.helm.sh/release-name': 'a'}}",
        "{managedFields: [{manager: 'kubectl'}, {manager: 'argocd-controller'}]}",
        "{managedFields: [{manager: 'kustomize-controller'}]}"
      })
  void whatGitOpsOwnsIsLeftAndItsPodsAreReviewed(String metadata) {
    assertThat(scope(template("apps", "Deployment", metadata))).isEmpty();
    assertThat(scope(template("apps", "StatefulSet", metadata))).isEmpty();
    assertThat(scope(pod(metadata))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"patch, 1", "apply, 1", "git, 0", "'', 0"})
  void anOwnerMayGiveAWorkloadOfGitOpsToTagfast(String choice, int images) {
    String metadata =
        "{labels: {'kustomize.toolkit.fluxcd.io/name': 'a'}, annotations: {'tagfast.dev/gitops': '%s'}}"
            .formatted(choice);

    assertThat(scope(template("apps", "Deployment", metadata))).hasSize(images);
  }

  @Test
  void theManagedByLabelOfChartsSaysNothing() {
    assertThat(
            scope(
                template(
                    "apps",
                    "Deployment",
                    "{labels: {'app.kubernetes.io/managed-by': 'Helm'}, managedFields: 'x'}")))
        .hasSize(1);
  }

  @Test
  void anUpdateOfSomethingElseReviewsNothing() {
    String before = "{metadata: {}, spec: {containers: [{name: 'oven', image: 'pizza:1'}]}}";
    String after = "{metadata: {}, spec: {containers: [{name: 'oven', image: 'pizza:2'}]}}";

    assertThat(AdmissionScope.of(Reviews.updated("", "Pod", before, before), Optional.empty()))
        .isEmpty();
    assertThat(AdmissionScope.of(Reviews.updated("", "Pod", before, after), Optional.empty()))
        .singleElement()
        .satisfies(image -> assertThat(image.text()).isEqualTo("pizza:2"));
  }

  private static List<ReviewedImage> scope(ObjectNode document) {
    return AdmissionScope.of(AdmissionReview.parse(document), Optional.of("tagfast"));
  }

  private static ObjectNode pod(String metadata) {
    return Reviews.document("", "Pod", "{metadata: " + metadata + ", spec: " + SPEC + "}");
  }

  private static ObjectNode template(String group, String kind, String metadata) {
    return Reviews.document(group, kind, "{metadata: " + metadata + ", " + TEMPLATE + "}");
  }
}
