package dev.tagfast.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code knative/admission-policy}: what the API server itself refuses, without a webhook. */
@RealCluster
class AdmissionPolicyOnRealApiTest {
  private static final String FOLDER = "knative/admission-policy";
  private static final String DIGEST = "@sha256:" + "a".repeat(64);
  private static final String PINNED = "registry.example/pizza:1.0.0" + DIGEST;
  private static final String TAGGED = "registry.example/pizza:1.0.0";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private RealApi api;

  @BeforeEach
  void apply(RealApi api) {
    this.api = api;
    api.kubectl().run("apply", "--server-side", "-k", FOLDER);
    api.kubectl().run("label", "namespace", api.namespace(), "tagfast.dev/require-digest=true");
    // The controller makes it a moment later; no Pod is made without.
    api.kubectl().tryWith("", "create", "serviceaccount", "default", "-n", api.namespace());
    await()
        .atMost(PATIENCE)
        .until(() -> dryRun(api.namespace(), pod(TAGGED, "")).output().contains("no digest"));
  }

  @AfterEach
  void remove() {
    api.kubectl().tryWith("", "delete", "--ignore-not-found", "-k", FOLDER);
  }

  @Test
  void itsExpressionsAreOfTheTypesThatPodsHave() {
    api.needsControllers();
    await().atMost(PATIENCE).until(() -> !status("{.status.observedGeneration}").isBlank());

    assertThat(status("{.status.observedGeneration}")).isEqualTo(status("{.metadata.generation}"));
    assertThat(status("{.status.typeChecking.expressionWarnings}")).isBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registry.example/init:1",
        "registry.example/init@sha256:abc",
        "registry.example/init:sha256-" + "aaaa"
      })
  void aPodIsRefusedWithTheNameOfEachImageWithoutADigest(String init) {
    assertRefused(
        pod(TAGGED, "initContainers: [{name: init, image: '%s'}]".formatted(init)),
        TAGGED + ", " + init);
    assertRefused(pod(PINNED, "initContainers: [{name: init, image: '%s'}]".formatted(init)), init);
  }

  @Test
  void anImageThatIsMountedNeedsADigestToo() {
    assertRefused(
        pod(PINNED, "volumes: [{name: menu, image: {reference: 'registry.example/menu:1'}}]"),
        "registry.example/menu:1");
    assertPasses(
        api.namespace(),
        pod(
            PINNED,
            "volumes: [{name: menu, image: {reference: 'registry.example/menu%s'}}]"
                .formatted(DIGEST)));
  }

  @Test
  void aContainerForDebuggingNeedsADigestToo() {
    assertThat(create(api.namespace(), pod(PINNED, "")).status()).isZero();

    assertThat(debug("registry.example/tools:1").output())
        .contains("no digest: registry.example/tools:1. Images must be pinned");
    assertThat(debug("registry.example/tools" + DIGEST).status()).isZero();
  }

  @Test
  void aPodOfDigestsPasses() {
    assertPasses(api.namespace(), pod(PINNED, ""));
    assertPasses(
        api.namespace(),
        pod(
            "pizza@sha512:" + "b".repeat(128),
            "initContainers: [{name: init, image: '%s'}]".formatted(PINNED)));
  }

  @Test
  void aPodThatWasThereBeforeCanBeLabelledAndDeleted() {
    api.kubectl().run("label", "namespace", api.namespace(), "tagfast.dev/require-digest-");
    await().atMost(PATIENCE).until(() -> create(api.namespace(), pod(TAGGED, "")).status() == 0);
    api.kubectl().run("label", "namespace", api.namespace(), "tagfast.dev/require-digest=true");
    await()
        .atMost(PATIENCE)
        .until(
            () -> dryRun(api.namespace(), pod(TAGGED, "", "other")).output().contains("no digest"));

    api.kubectl().run("label", "pod", "pizza", "-n", api.namespace(), "seen=true");
    api.kubectl()
        .run("delete", "pod", "pizza", "-n", api.namespace(), "--grace-period=0", "--force");
  }

  @Test
  void aNamespaceWithoutTheLabelTakesEveryPod() {
    api.kubectl().run("label", "namespace", api.namespace(), "tagfast.dev/require-digest-");

    await().atMost(PATIENCE).untilAsserted(() -> assertPasses(api.namespace(), pod(TAGGED, "")));
    assertPasses("default", pod(TAGGED, ""));
  }

  private void assertRefused(String pod, String images) {
    Kubectl.Answer answer = dryRun(api.namespace(), pod);
    assertThat(answer.status()).isNotZero();
    assertThat(answer.output())
        .contains("ValidatingAdmissionPolicy 'tagfast-require-digest'")
        .contains("no digest: " + images + ". Images must be pinned in this namespace");
  }

  private void assertPasses(String namespace, String pod) {
    Kubectl.Answer answer = dryRun(namespace, pod);
    assertThat(answer.status()).as(answer.output()).isZero();
  }

  private Kubectl.Answer dryRun(String namespace, String pod) {
    return api.kubectl().tryWith(pod, "create", "--dry-run=server", "-n", namespace, "-f", "-");
  }

  private Kubectl.Answer create(String namespace, String pod) {
    return api.kubectl().tryWith(pod, "create", "-n", namespace, "-f", "-");
  }

  private Kubectl.Answer debug(String image) {
    return api.kubectl()
        .tryWith(
            "", "debug", "pizza", "-n", api.namespace(), "--image=" + image, "--profile=general");
  }

  private String status(String path) {
    return api.kubectl()
        .run(
            "get", "validatingadmissionpolicy", "tagfast-require-digest", "-o", "jsonpath=" + path);
  }

  private static String pod(String image, String more) {
    return pod(image, more, "pizza");
  }

  private static String pod(String image, String more, String name) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: %s}
    spec:
      containers: [{name: pizza, image: '%s'}]
      %s
    """
        .formatted(name, image, more);
  }
}
