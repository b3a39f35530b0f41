package dev.tagfast.certificate.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tagfast.certificate.CertificateKeeper;
import dev.tagfast.certificate.CertificateMaker;
import dev.tagfast.certificate.CertificateState;
import dev.tagfast.certificate.CertificateStep;
import dev.tagfast.certificate.CertificateStore.Stored;
import dev.tagfast.certificate.CertificateStore.Trust;
import dev.tagfast.certificate.Issued;
import dev.tagfast.cluster.AdmissionComponent;
import dev.tagfast.cluster.RealApi;
import dev.tagfast.cluster.RealCluster;
import dev.tagfast.connection.ClusterUnavailable;
import dev.tagfast.testing.TestSettings;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The certificate in a real API server, with only the rights of the component. */
@RealCluster
class CertificatesOnRealApiTest {
  private static final String NAME = "tagfast-admission";
  private static final String SECRET = "tagfast-admission-tls";

  private RealApi api;
  private AdmissionComponent component;
  private KubernetesCertificateStore store;

  @BeforeEach
  void install(RealApi api) {
    this.api = api;
    component = AdmissionComponent.install(api, webhook -> webhook);
    store = new KubernetesCertificateStore(api::asTagfast, TestSettings.of(Map.of()));
  }

  @AfterEach
  void remove() {
    component.close();
  }

  @Test
  void replicasThatStartAtOnceServeOneCertificateThatTheApiServerTrusts() throws Exception {
    CyclicBarrier together = new CyclicBarrier(3);
    Callable<Optional<Issued>> replica =
        () -> {
          CertificateKeeper keeper = keeper();
          together.await();
          return keeper.keep();
        };
    List<Optional<Issued>> served = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Optional<Issued>> answer :
          threads.invokeAll(List.of(replica, replica, replica))) {
        served.add(answer.get());
      }
    }

    assertThat(served).doesNotContain(Optional.empty());
    assertThat(served).containsOnly(served.getFirst());
    assertThat(stored("tls.crt")).isEqualTo(served.getFirst().orElseThrow().certificate());
    assertThat(bundles()).containsOnly(stored("ca.crt"));
    assertThat(api.forbiddenMeanwhile()).isEmpty();
  }

  @Test
  void ofTwoThatReadTheSameSecretOneWrites() {
    Stored before = store.read();
    CertificateState first = made();

    assertThat(store.write(before, first)).isTrue();
    assertThat(store.write(before, made())).isFalse();

    assertThat(store.read().state()).isEqualTo(first);
    assertThat(api.forbiddenMeanwhile()).isEmpty();
  }

  @Test
  void everyWebhookOfTheConfigurationTrustsItAndNothingElseOfThemChanges() {
    api.kubectl()
        .run(
            "patch",
            "mutatingwebhookconfiguration",
            NAME,
            "--type=json",
            "-p",
            """
            [{"op": "add", "path": "/webhooks/-", "value": {
              "name": "other.tagfast.dev", "admissionReviewVersions": ["v1"], "sideEffects": "None",
              "failurePolicy": "Fail", "timeoutSeconds": 7,
              "clientConfig": {"url": "https://127.0.0.1:1/x", "caBundle": "%s"},
              "rules": [{"apiGroups": ["tagfast.dev"], "apiVersions": ["*"], "operations": ["CREATE"],
                         "resources": ["nothings"]}]}}]\
            """
                .formatted(
                    Base64.getEncoder()
                        .encodeToString(made().bundle().getBytes(StandardCharsets.US_ASCII))));
    MutatingWebhookConfiguration before = configuration();

    assertThat(store.trust(made().bundle())).isEqualTo(Trust.TOLD);
    String bundle = made().bundle();
    assertThat(store.trust(bundle)).isEqualTo(Trust.TOLD);
    assertThat(store.trust(bundle)).isEqualTo(Trust.KNOWN);

    assertThat(bundles()).hasSizeGreaterThan(3).containsOnly(bundle);
    assertThat(withoutBundles(configuration())).isEqualTo(withoutBundles(before));
    assertThat(api.forbiddenMeanwhile()).isEmpty();
  }

  @Test
  void whoAppliesTheManifestsAgainTakesNothingAway() {
    Issued served = keeper().keep().orElseThrow();

    component.applyAgain();

    assertThat(bundles()).containsOnly(stored("ca.crt"));
    assertThat(keeper().keep()).hasValue(served);
  }

  @Test
  void whatSomebodyChangesMeanwhileIsKept() {
    AtomicInteger asked = new AtomicInteger();
    KubernetesCertificateStore slow =
        new KubernetesCertificateStore(
            () -> {
              // Between the reading and the writing.
              if (asked.incrementAndGet() == 2) {
                api.kubectl().run("label", "mutatingwebhookconfiguration", NAME, "team=kitchen");
              }
              return api.asTagfast();
            },
            TestSettings.of(Map.of()));
    String bundle = made().bundle();

    assertThat(slow.trust(bundle)).isEqualTo(Trust.CONFLICT);
    assertThat(slow.trust(bundle)).isEqualTo(Trust.TOLD);

    assertThat(configuration().getMetadata().getLabels()).containsEntry("team", "kitchen");
    assertThat(bundles()).containsOnly(bundle);
  }

  @Test
  void whatIsMissingIsNamed() {
    api.kubectl().run("delete", "secret", SECRET, "-n", RealApi.TAGFAST);
    api.kubectl().run("delete", "mutatingwebhookconfiguration", NAME);

    assertThatThrownBy(store::read)
        .isInstanceOf(ClusterUnavailable.class)
        .hasMessage(
            "There is no Secret tagfast-admission-tls in namespace tagfast to keep the certificate"
                + " in: knative/components/admission has an empty one.");
    assertThatThrownBy(() -> store.trust(made().bundle()))
        .isInstanceOf(ClusterUnavailable.class)
        .hasMessageContaining("no MutatingWebhookConfiguration tagfast-admission");
    assertThat(api.forbiddenMeanwhile()).isEmpty();
  }

  @Test
  void aMissingRightIsNamed() {
    api.kubectl().run("delete", "rolebinding", NAME, "-n", RealApi.TAGFAST);
    api.kubectl().run("delete", "clusterrolebinding", NAME);

    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(store::read)
                    .hasMessageContaining("secrets \"tagfast-admission-tls\" is forbidden")
                    .hasMessageContaining("Grant the verb get"));
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> store.trust(made().bundle()))
                    .hasMessageContaining("is forbidden")
                    .hasMessageEndingWith("(knative/components/admission/rbac.yaml)."));
    assertThat(api.forbiddenMeanwhile()).isNotEmpty();
  }

  @Test
  void withoutAnApiServerItIsSaidThatNobodyListens() {
    api.down();
    try {
      assertThatThrownBy(store::read)
          .isInstanceOf(ClusterUnavailable.class)
          .hasMessageContaining("nobody listens");
    } finally {
      api.up();
    }
  }

  private CertificateKeeper keeper() {
    return new CertificateKeeper(store, maker(), InstantSource.system());
  }

  private static CertificateMaker maker() {
    return new CertificateMaker("tagfast-admission.tagfast.svc");
  }

  private static CertificateState made() {
    return maker().after(CertificateStep.BEGIN, CertificateState.EMPTY, Instant.now());
  }

  private String stored(String name) {
    return decoded(
        api.client()
            .secrets()
            .inNamespace(RealApi.TAGFAST)
            .withName(SECRET)
            .get()
            .getData()
            .get(name));
  }

  private MutatingWebhookConfiguration configuration() {
    return api.client()
        .admissionRegistration()
        .v1()
        .mutatingWebhookConfigurations()
        .withName(NAME)
        .get();
  }

  private List<String> bundles() {
    return configuration().getWebhooks().stream()
        .map(webhook -> decoded(webhook.getClientConfig().getCaBundle()))
        .toList();
  }

  private static List<MutatingWebhook> withoutBundles(MutatingWebhookConfiguration it) {
    it.getWebhooks().forEach(webhook -> webhook.getClientConfig().setCaBundle(null));
    return it.getWebhooks();
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}
