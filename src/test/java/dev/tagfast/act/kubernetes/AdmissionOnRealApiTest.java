package dev.tagfast.act.kubernetes;

import static dev.tagfast.act.kubernetes.ShopDeployments.ALICE;
import static dev.tagfast.act.kubernetes.ShopDeployments.HOSTS;
import static dev.tagfast.act.kubernetes.ShopDeployments.IMAGE;
import static dev.tagfast.act.kubernetes.ShopDeployments.NEW;
import static dev.tagfast.act.kubernetes.ShopDeployments.NOON;
import static dev.tagfast.act.kubernetes.ShopDeployments.TODAY;
import static dev.tagfast.act.kubernetes.ShopDeployments.imageOf;
import static dev.tagfast.act.kubernetes.ShopDeployments.pinned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.Surroundings;
import dev.tagfast.cluster.Kubectl;
import dev.tagfast.cluster.RealApi;
import dev.tagfast.cluster.RealCluster;
import dev.tagfast.decide.Reason;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a real API server answers where an admission policy or a webhook refuses the patch of one
 * workload. Policies concern the workload {@code oven} of this test's namespace alone.
 */
@RealCluster
class AdmissionOnRealApiTest {
  @TempDir Path folder;
  private RealApi api;
  private KubernetesWorkloads workloads;

  @BeforeEach
  void start(RealApi api) {
    this.api = api;
    workloads = new KubernetesWorkloads(api.asTagfast(), HOSTS);
    create("oven");
    create("hearth");
  }

  @AfterEach
  void removePolicies() {
    for (String kind :
        List.of(
            "validatingadmissionpolicybinding",
            "validatingadmissionpolicy",
            "validatingwebhookconfiguration")) {
      api.kubectl().run("delete", kind, api.namespace(), "--ignore-not-found");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "reason: Forbidden", "reason: RequestEntityTooLarge"})
  void aValidatingAdmissionPolicyForbidsInItsOwnWords(String reason) {
    apply(
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicy
        metadata: {name: %1$s}
        spec:
          failurePolicy: Fail
          matchConstraints:
            resourceRules:
              - {apiGroups: [apps], apiVersions: [v1], operations: [UPDATE], resources: [deployments]}
          validations:
            - expression: "object.metadata.name != 'oven'"
              message: "ask the kitchen for a signature first"
              %2$s
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicyBinding
        metadata: {name: %1$s}
        spec:
          policyName: %1$s
          validationActions: [Deny]
          matchResources:
            namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %1$s}}
        """
            .formatted(api.namespace(), reason));
    awaitRefusal("ask the kitchen");

    assertOvenIs(
        Reason.ROLLOUT_FORBIDDEN,
        "ValidatingAdmissionPolicy '" + api.namespace() + "'",
        "ask the kitchen for a signature first");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 400, 403, 500})
  void aWebhookThatDeniesForbidsInItsOwnWordsWhateverStatusItChooses(int code) throws Exception {
    try (AdmissionWebhook webhook =
        new AdmissionWebhook(folder, code, "blocked by policy signed-only")) {
      configureWebhook(webhook.url(), webhook.caBundle());
      awaitRefusal("signed-only");

      assertOvenIs(
          Reason.ROLLOUT_FORBIDDEN,
          "admission webhook \"deny.tagfast.dev\" denied the request",
          "blocked by policy signed-only");
    }
  }

  @Test
  void aWebhookThatDoesNotAnswerFailsItsWorkloadAlone() throws Exception {
    String url;
    String caBundle;
    try (AdmissionWebhook webhook = new AdmissionWebhook(folder, 0, "never asked")) {
      url = webhook.url();
      caBundle = webhook.caBundle();
    }
    // Of a webhook that is stopped: nobody listens there.
    configureWebhook(url, caBundle);
    awaitRefusal("failed calling webhook");

    assertOvenIs(Reason.ROLLOUT_FAILED, "failed calling webhook \"deny.tagfast.dev\"", "refused");
  }

  private void assertOvenIs(Reason reason, String... words) {
    List<RolloutResult> results =
        new KubernetesRollouts(workloads, Surroundings.NONE, InstantSource.fixed(NOON))
            .bring(ShopDeployments.listed(workloads, api.namespace()), TODAY, NEW, ALICE, false);

    assertThat(results)
        .filteredOn(result -> result.workload().name().equals("oven"))
        .singleElement()
        .satisfies(result -> assertThat(result.reason()).isEqualTo(reason))
        .satisfies(result -> assertThat(result.detail()).contains(words));
    assertThat(image("oven")).isEqualTo(IMAGE);
    assertThat(image("hearth")).isEqualTo(pinned(NEW));
  }

  private void configureWebhook(String url, String caBundle) {
    apply(
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingWebhookConfiguration
        metadata: {name: %1$s}
        webhooks:
          - name: deny.tagfast.dev
            admissionReviewVersions: [v1]
            sideEffects: None
            failurePolicy: Fail
            timeoutSeconds: 5
            namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %1$s}}
            matchConditions: [{name: oven, expression: "object.metadata.name == 'oven'"}]
            rules:
              - {apiGroups: [apps], apiVersions: [v1], operations: [UPDATE], resources: [deployments]}
            clientConfig: {url: "%2$s", caBundle: %3$s}
        """
            .formatted(api.namespace(), url, caBundle));
  }

  /** The API server learns of a policy a moment after it is created. */
  private void awaitRefusal(String words) {
    await()
        .until(
            () ->
                api.kubectl()
                    .tryWith(
                        "",
                        "label",
                        "deployment/oven",
                        "asked=yes",
                        "--overwrite",
                        "--dry-run=server",
                        "-n",
                        api.namespace())
                    .output()
                    .contains(words));
  }

  private void create(String name) {
    apply(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %1$s, namespace: %3$s, labels: {tagfast.dev/subscribe: "true"}}
        spec:
          replicas: 0
          selector: {matchLabels: {app: %1$s}}
          template:
            metadata: {labels: {app: %1$s}}
            spec: {containers: [{name: oven, image: "%2$s"}]}
        """
            .formatted(name, IMAGE, api.namespace()));
  }

  private void apply(String manifest) {
    Kubectl.Answer answer = api.kubectl().tryWith(manifest, "apply", "--server-side", "-f", "-");
    assertThat(answer.status()).as(answer.output()).isZero();
  }

  private String image(String name) {
    return imageOf(
        api.client().apps().deployments().inNamespace(api.namespace()).withName(name).get());
  }
}
