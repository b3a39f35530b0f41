package dev.tagfast.intake.admission;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tagfast.certificate.CertificateMaker;
import dev.tagfast.certificate.CertificateState;
import dev.tagfast.certificate.CertificateStep;
import dev.tagfast.cluster.AdmissionComponent;
import dev.tagfast.cluster.Kubectl;
import dev.tagfast.cluster.RealApi;
import dev.tagfast.cluster.RealCluster;
import dev.tagfast.image.Digest;
import dev.tagfast.testing.ImagePusher;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/**
 * A real API server asks Tagfast, by the webhook configuration of the component: it checks the
 * certificate and its name itself. Pods are away here, so the Service is another name of this
 * machine, and the webhook says {@code Fail}: each failed handshake is a refused object.
 */
@RealCluster
@QuarkusTest
@WithTestResource(ServingWorld.class)
class ServedToARealApiServerTest {
  private static final String HOST = "tagfast-admission.tagfast.svc";
  private static final String SECRET = "tagfast-admission-tls";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  ServingWorld world;
  @Inject AdmissionServer server;

  private final CertificateMaker maker = new CertificateMaker(HOST);

  @Test
  void itIsReadyOnceItIsTrustedAndNoReviewFailsWhileCertificateAndAuthorityChange()
      throws Exception {
    assertThat(readiness()).as("there is no Secret yet").isEqualTo(503);
    assertThat(server.served()).isEmpty();

    // The Secret of somebody whose authority was made long ago.
    Instant longAgo = Instant.now().minus(Duration.ofDays(500));
    CertificateState old =
        maker.after(
            CertificateStep.RENEW,
            maker.after(CertificateStep.BEGIN, CertificateState.EMPTY, longAgo),
            Instant.now());
    try (AdmissionComponent component = AdmissionComponent.install(world.real(), this::reachable);
        ImagePusher registry = ImagePusher.to(world.silent().uri())) {
      service(component);
      store(_ -> old);
      await().atMost(PATIENCE).until(() -> readiness() == 200);
      // What it was forbidden until then.
      var _ = world.real().forbiddenMeanwhile();
      Digest digest = registry.push("served", "1.0.0", "margherita");

      awaitTheWebhook();
      assertThat(stored("1.0.0")).as("the API server asks").endsWith("@" + digest);

      rotate();
      assertThat(world.real().forbiddenMeanwhile()).isEmpty();
    }
  }

  /** What the API server sees at each step, while it asks without a pause. */
  private void rotate() throws Exception {
    AtomicBoolean goesOn = new AtomicBoolean(true);
    AtomicInteger reviews = new AtomicInteger();
    List<String> failures = new CopyOnWriteArrayList<>();
    Thread traffic =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (goesOn.get()) {
                    Kubectl.Answer answer = create("1.0.0", "--dry-run=server");
                    reviews.incrementAndGet();
                    if (answer.status() != 0) {
                      failures.add(answer.output());
                    }
                  }
                });
    try {
      X509Certificate first = shown();
      assertThat(authorities()).as("the next one is announced").isEqualTo(2);
      awaitMore(reviews);

      store(state -> changedEarlier(state, Duration.ofMinutes(11)));
      server.look();
      X509Certificate second = shown();
      assertThat(second).as("of the next authority").isNotEqualTo(first);
      assertThat(authorities()).as("the former one is trusted still").isEqualTo(2);
      awaitMore(reviews);

      store(state -> changedEarlier(state, Duration.ofMinutes(61)));
      server.look();
      assertThat(shown()).isEqualTo(second);
      assertThat(authorities()).isEqualTo(1);
      awaitMore(reviews);

      store(
          state ->
              maker.after(CertificateStep.RENEW, state, Instant.now().minus(Duration.ofDays(70))));
      server.look();
      assertThat(shown()).as("renewed").isNotEqualTo(second);
      assertThat(shown().getNotAfter().toInstant())
          .isAfter(Instant.now().plus(Duration.ofDays(89)));
      awaitMore(reviews);
    } finally {
      goesOn.set(false);
      traffic.join();
    }

    assertThat(failures).isEmpty();
    assertThatThrownBy(() -> Handshake.with(world.port(), "tagfast.tagfast.svc", bundle()))
        .as("a certificate for one name alone")
        .isInstanceOf(SSLHandshakeException.class);
  }

  private static int readiness() {
    return given().get("/q/health/ready").statusCode();
  }

  private static void awaitMore(AtomicInteger reviews) {
    int before = reviews.get();
    await().atMost(PATIENCE).until(() -> reviews.get() >= before + 3);
  }

  private X509Certificate shown() throws Exception {
    return Handshake.with(world.port(), HOST, bundle());
  }

  /** As it is, but for the port, the failures, and the namespaces of others. */
  private String reachable(String webhook) {
    return webhook
        .replace("port: 443", "port: " + world.port())
        .replace("failurePolicy: Ignore", "failurePolicy: Fail")
        .replace(
            "      matchExpressions:\n",
            "      matchLabels: {kubernetes.io/metadata.name: %s}\n      matchExpressions:\n"
                .formatted(world.real().namespace()));
  }

  private void service(AdmissionComponent component) {
    component.apply(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: tagfast-admission, namespace: tagfast}
        spec: {type: ExternalName, externalName: localhost}
        """);
  }

  private void awaitTheWebhook() {
    await().atMost(PATIENCE).until(() -> create("no-such-tag", "--dry-run=server").status() == 0);
    await()
        .atMost(PATIENCE)
        .until(
            () -> create("1.0.0", "--dry-run=server", "-o", "yaml").output().contains("@sha256:"));
  }

  private Kubectl.Answer create(String tag, String... words) {
    String deployment =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: pizza, namespace: %s}
        spec:
          replicas: 0
          selector: {matchLabels: {app: pizza}}
          template:
            metadata: {labels: {app: pizza}}
            spec: {containers: [{name: pizza, image: '%s/served:%s'}]}
        """
            .formatted(world.real().namespace(), world.silent().host(), tag);
    List<String> line = new java.util.ArrayList<>(List.of("create", "-f", "-"));
    line.addAll(List.of(words));
    return world.real().kubectl().tryWith(deployment, line.toArray(String[]::new));
  }

  private String stored(String tag) {
    assertThat(create(tag)).satisfies(it -> assertThat(it.status()).as(it.output()).isZero());
    String image =
        world
            .real()
            .kubectl()
            .run(
                "get",
                "deployment",
                "pizza",
                "-n",
                world.real().namespace(),
                "-o",
                "jsonpath={.spec.template.spec.containers[0].image}");
    world.real().kubectl().run("delete", "deployment", "pizza", "-n", world.real().namespace());
    return image;
  }

  private static CertificateState changedEarlier(CertificateState state, Duration time) {
    return new CertificateState(
        state.serving(),
        state.authority(),
        state.next(),
        state.former(),
        state.changed().minus(time));
  }

  private void store(UnaryOperator<CertificateState> change) {
    var _ =
        client()
            .secrets()
            .inNamespace(RealApi.TAGFAST)
            .withName(SECRET)
            .edit(
                secret -> {
                  Map<String, String> data = new HashMap<>();
                  Map<String, String> before =
                      secret.getData() == null ? Map.of() : secret.getData();
                  before.forEach((name, value) -> data.put(name, decoded(value)));
                  Map<String, String> after = new HashMap<>();
                  change
                      .apply(CertificateState.of(data))
                      .data()
                      .forEach((name, text) -> after.put(name, encoded(text)));
                  secret.setData(after);
                  return secret;
                });
  }

  private int authorities() {
    return bundle().split("BEGIN CERTIFICATE", -1).length - 1;
  }

  private String bundle() {
    return decoded(
        client()
            .admissionRegistration()
            .v1()
            .mutatingWebhookConfigurations()
            .withName("tagfast-admission")
            .get()
            .getWebhooks()
            .getFirst()
            .getClientConfig()
            .getCaBundle());
  }

  private KubernetesClient client() {
    return world.api().client();
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
