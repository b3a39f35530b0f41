package dev.tagfast.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tagfast.demo.AppProcess;
import dev.tagfast.demo.Ports;
import dev.tagfast.image.Digest;
import dev.tagfast.ledger.kubernetes.ImageTag;
import dev.tagfast.ledger.kubernetes.ImageTagStatus;
import dev.tagfast.manifest.ContentDigest;
import dev.tagfast.testing.MockApi;
import dev.tagfast.testing.OtlpReceiver;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What SIGTERM does to the packaged application, as Kubernetes and Knative send it. */
class StopIT {
  private static final byte[] MANIFEST =
      """
      {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",
       "config":{"mediaType":"application/vnd.oci.image.config.v1+json","size":2,
        "digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"},
       "layers":[]}"""
          .getBytes(StandardCharsets.UTF_8);
  private static final Digest DIGEST = ContentDigest.sha256(MANIFEST);

  /** 128 and the number of SIGTERM, as the JVM ends. */
  private static final int TERMINATED = 143;

  /** What Kubernetes gives a pod before it kills it. */
  private static final int GRACE_SECONDS = 30;

  private final HeldServer registry =
      new HeldServer(
          Map.of(
              "Docker-Content-Digest",
              DIGEST.value(),
              "Content-Type",
              "application/vnd.oci.image.manifest.v1+json"),
          MANIFEST);
  private final HeldServer sink = new HeldServer(Map.of(), new byte[0]);
  private final OtlpReceiver collector = new OtlpReceiver();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private MockApi api;

  @BeforeEach
  void start() {
    api = MockApi.start();
  }

  @AfterEach
  void close() {
    http.shutdownNow();
    registry.close();
    sink.close();
    collector.close();
    api.close();
  }

  @Test
  void theEventInHandIsFinishedAndAnsweredAndNewOnesAreRefused() throws Exception {
    try (AppProcess app = app(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url()), List.of())) {
      CompletableFuture<HttpResponse<String>> inHand = push(app);
      registry.awaitAsked();

      app.process().destroy();

      await()
          .atMost(Duration.ofSeconds(GRACE_SECONDS))
          .until(() -> app.get("/q/health/ready").statusCode() == 503);
      HttpResponse<String> late = push(app).get(10, TimeUnit.SECONDS);
      assertThat(late.statusCode()).isEqualTo(503);
      assertThat(late.headers().firstValue("Connection")).hasValue("close");
      assertThat(late.headers().firstValue("Retry-After")).isPresent();

      registry.release();

      HttpResponse<String> answer = inHand.get(10, TimeUnit.SECONDS);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("FirstSeen");
      assertThat(app.process().waitFor(GRACE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(app.process().exitValue()).as(app.readLog()).isEqualTo(TERMINATED);
      ImageTagStatus recorded = recorded();
      assertThat(recorded.accepted().digest()).isEqualTo(DIGEST.value());
      assertThat(recorded.outbox()).isEmpty();
      assertThat(recorded.lease()).isNull();
      assertThat(collector.pushes().getLast().count("tagfast.events")).isEqualTo(1);
      assertThat(collector.pushes().getLast().metric("http.server.requests")).isNotEmpty();
      assertThatThrownBy(() -> push(app).get(10, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class);
    }
  }

  @Test
  void workThatGoesOnAfterItsAnswerIsFinishedToo() throws Exception {
    registry.release();
    try (AppProcess app =
        app(
            Map.of(
                "TAGFAST_REPORT_SINK", "http://" + sink.host() + "/",
                "TAGFAST_REPORT_TIMEOUT", "1m",
                "TAGFAST_SOURCES_HUB_ANSWER_WITHIN", "1s"),
            List.of())) {
      CompletableFuture<HttpResponse<String>> answered = push(app);
      sink.awaitAsked();
      // By how far it was then 200 or 503; the work goes on either way.
      var _ = answered.get(GRACE_SECONDS, TimeUnit.SECONDS);
      assertThat(recorded().outbox()).isNotEmpty();

      app.process().destroy();

      await()
          .atMost(Duration.ofSeconds(GRACE_SECONDS))
          .until(() -> app.get("/q/health/ready").statusCode() == 503);
      sink.release();

      assertThat(app.process().waitFor(GRACE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(app.process().exitValue()).as(app.readLog()).isEqualTo(TERMINATED);
      assertThat(recorded().outbox()).as("the report was taken").isEmpty();
      assertThat(recorded().lease()).isNull();
    }
  }

  @Test
  void anEventThatDoesNotEndIsLeftToTheNextDeliveryAndTheProcessEndsInTime() throws Exception {
    registry.release();
    try (AppProcess app =
        app(
            Map.of(
                "TAGFAST_REPORT_SINK", "http://" + sink.host() + "/",
                "TAGFAST_REPORT_TIMEOUT", "1m",
                "TAGFAST_SHUTDOWN_TIMEOUT", "1s"),
            List.of())) {
      var _ = push(app);
      sink.awaitAsked();
      assertThat(recorded().lease()).as("somebody is doing it").isNotNull();
      final Instant told = Instant.now();

      app.process().destroy();

      assertThat(app.process().waitFor(GRACE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(app.process().exitValue()).as(app.readLog()).isEqualTo(TERMINATED);
      assertThat(Duration.between(told, Instant.now())).isLessThan(Duration.ofSeconds(25));
      ImageTagStatus left = recorded();
      assertThat(left.lease()).as("anybody may do it now").isNull();
      assertThat(left.outbox()).as("and knows what is owed").isNotEmpty();
    }
  }

  /** A native executable loads no classes. */
  @Test
  @DisabledIfSystemProperty(named = AppPackage.CHOICE, matches = "native")
  void whatPushesMetricsIsNotLoadedWhereNothingIsPushed(@TempDir Path folder) throws Exception {
    registry.release();
    Path classes = folder.resolve("classes");
    try (AppProcess app = app(Map.of(), List.of("-Xlog:class+load:file=" + classes))) {
      assertThat(push(app).get(GRACE_SECONDS, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      app.process().destroy();
      assertThat(app.process().waitFor(GRACE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(Files.readString(classes))
        .contains("dev.tagfast.report.metrics.MetricsPush")
        .doesNotContain(
            "dev.tagfast.report.metrics.OtlpMessage",
            "com.google.protobuf",
            "io.opentelemetry.proto");
  }

  private AppProcess app(Map<String, String> more, List<String> jvmOptions) {
    Map<String, String> settings = new HashMap<>();
    settings.put("QUARKUS_KUBERNETES_CLIENT_API_SERVER_URL", api.url());
    settings.put("QUARKUS_KUBERNETES_CLIENT_NAMESPACE", MockApi.NAMESPACE);
    settings.put("TAGFAST_REGISTRIES_LOCAL_HOST", registry.host());
    settings.put("TAGFAST_REGISTRIES_LOCAL_INSECURE", "true");
    settings.put("TAGFAST_REGISTRIES_LOCAL_TIMEOUT", "1m");
    settings.put("TAGFAST_SOURCES_HUB_SECRET", "s3cret");
    settings.put("TAGFAST_RECONCILE_EVERY", "off");
    settings.put("TAGFAST_METRICS_OTLP_AT_MOST_EVERY", "1h");
    settings.putAll(more);
    AppProcess app = new AppProcess(Ports.free(), settings, jvmOptions);
    app.awaitReady();
    return app;
  }

  private CompletableFuture<HttpResponse<String>> push(AppProcess app) {
    return http.sendAsync(
        HttpRequest.newBuilder(app.uri().resolve("/webhooks/hub"))
            .header("Authorization", "s3cret")
            .header("Content-Type", "application/vnd.docker.distribution.events.v1+json")
            .POST(
                BodyPublishers.ofString(
                    """
                    {"events":[{"id":"1","action":"push","request":{"host":"%s"},
                      "target":{"repository":"pizza","tag":"1.0.0","digest":"%s"}}]}"""
                        .formatted(registry.host(), DIGEST)))
            .build(),
        BodyHandlers.ofString());
  }

  private ImageTagStatus recorded() {
    return api.client().resources(ImageTag.class).list().getItems().getFirst().getStatus();
  }
}
