package dev.tagfast.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tagfast.demo.AppProcess;
import dev.tagfast.demo.Ports;
import dev.tagfast.image.Digest;
import dev.tagfast.testing.Deployments;
import dev.tagfast.testing.ImagePusher;
import dev.tagfast.testing.MockApi;
import dev.tagfast.testing.OtlpReceiver;
import dev.tagfast.testing.RegistryProcess;
import dev.tagfast.testing.Sink;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the packaged application does besides the way of an event that {@link PackagedIT} takes: it
 * puts tags back, looks by itself, hands events on, and tells of its metrics.
 */
class ChoresIT {
  private static final String SECRET = "oregano";
  private static final String REPOSITORY = "pizza";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<AutoCloseable> open = new ArrayList<>();
  private MockApi api;
  private RegistryProcess registry;
  private ImagePusher pusher;
  private Sink sink;
  private Sink chat;
  private Sink broker;
  private OtlpReceiver collector;

  @BeforeEach
  void setUp() {
    api = opened(MockApi.start());
    registry = opened(RegistryProcess.open());
    pusher = opened(ImagePusher.to(registry.uri()));
    sink = opened(new Sink());
    chat = opened(new Sink());
    chat.answer(200);
    broker = opened(new Sink());
    collector = opened(new OtlpReceiver());
  }

  @AfterEach
  void tearDown() throws Exception {
    for (AutoCloseable part : open.reversed()) {
      part.close();
    }
  }

  @Test
  void anOverwrittenTagIsPutBackAndToldOfEverywhere() {
    AppProcess app = app(Map.of("TAGFAST_RECONCILE_EVERY", "off"));
    api.client()
        .resource(
            """
            apiVersion: tagfast.dev/v1alpha1
            kind: TagPolicy
            metadata: {name: restores}
            spec:
              rules:
                - repositories: ["%s/*"]
                  mode: Reject
                  restore: true
            """
                .formatted(registry.host()))
        .create();
    Digest accepted = pusher.push(REPOSITORY, "1.0.0", "quattro formaggi");
    assertThat(push(app, "hub", "1.0.0", accepted).body()).contains("FirstSeen");

    HttpResponse<String> answer =
        push(app, "hub", "1.0.0", pusher.push(REPOSITORY, "1.0.0", "hawaii"));

    assertThat(answer.body()).contains("TagOverwritten");
    assertThat(pusher.look(REPOSITORY, "1.0.0")).contains(accepted);
    assertThat(sink.received())
        .extracting(Sink.Received::type)
        .contains("dev.tagfast.tag.overwritten", "dev.tagfast.tag.restored");
    assertThat(chat.received()).isNotEmpty();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(collector.pushes())
                    .anySatisfy(push -> assertThat(push.count("tagfast.events")).isEqualTo(2)));
  }

  @Test
  void aPushThatNobodyToldOfIsFoundByReconcile() {
    Digest first = pusher.push(REPOSITORY, "today", "quattro formaggi");
    api.client()
        .resource(Deployments.subscribed(REPOSITORY, registry.host() + "/" + REPOSITORY + ":today"))
        .create();
    AppProcess app = app(Map.of("TAGFAST_RECONCILE_EVERY", "1s"));
    assertThat(push(app, "hub", "today", first).statusCode()).isEqualTo(200);
    assertThat(image()).endsWith("@" + first);

    Digest second = pusher.push(REPOSITORY, "today", "hawaii");

    await().atMost(PATIENCE).until(() -> image().endsWith("@" + second));
  }

  @Test
  void aForwardedEventComesBackByTheOtherDoor() {
    AppProcess app = app(Map.of("TAGFAST_RECONCILE_EVERY", "off"));
    Digest digest = pusher.push(REPOSITORY, "1.0.0", "quattro formaggi");

    assertThat(push(app, "forwarder", "1.0.0", digest).statusCode()).isEqualTo(202);

    Sink.Received event = broker.received().getFirst();
    assertThat(event.type()).isEqualTo("dev.tagfast.image.pushed");
    assertThat(sink.received()).as("nothing was handled yet").isEmpty();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(app.uri().resolve("/"))
            .header("Authorization", SECRET)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(event.body()));
    event.headers().entrySet().stream()
        .filter(header -> header.getKey().startsWith("ce-"))
        .forEach(header -> request.header(header.getKey(), header.getValue()));
    assertThat(app.send(request.build()).statusCode()).isEqualTo(204);
    assertThat(sink.received())
        .extracting(Sink.Received::type)
        .contains("dev.tagfast.tag.accepted");
  }

  private AppProcess app(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("QUARKUS_KUBERNETES_CLIENT_API_SERVER_URL", api.url());
    settings.put("QUARKUS_KUBERNETES_CLIENT_NAMESPACE", MockApi.NAMESPACE);
    settings.put("TAGFAST_REGISTRIES_LOCAL_HOST", registry.host());
    settings.put("TAGFAST_REGISTRIES_LOCAL_INSECURE", "true");
    settings.put("TAGFAST_REGISTRIES_LOCAL_PUSH_CREDENTIALS_USERNAME", "restorer");
    settings.put("TAGFAST_REGISTRIES_LOCAL_PUSH_CREDENTIALS_PASSWORD", "sage");
    settings.put("TAGFAST_SOURCES_HUB_SECRET", SECRET);
    settings.put("TAGFAST_SOURCES_FORWARDER_SECRET", SECRET);
    settings.put("TAGFAST_SOURCES_FORWARDER_FORWARD", "broker");
    settings.put("TAGFAST_FORWARD_SINK", broker.url());
    settings.put("TAGFAST_EVENTS_AUTH", "header");
    settings.put("TAGFAST_EVENTS_SECRET", SECRET);
    settings.put("TAGFAST_REPORT_SINK", sink.url());
    settings.put("TAGFAST_REPORT_SLACK_URL", chat.url());
    settings.put("TAGFAST_POLICY_CACHE", "0s");
    settings.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url());
    settings.put("TAGFAST_METRICS_OTLP_AT_MOST_EVERY", "1s");
    AppProcess app = opened(new AppProcess(Ports.free(), settings, List.of()));
    app.awaitReady();
    return app;
  }

  private HttpResponse<String> push(AppProcess app, String source, String tag, Digest digest) {
    String body =
        """
        {"events":[{"id":"%s","action":"push","request":{"host":"%s"},
          "target":{"repository":"%s","tag":"%s","digest":"%s"}}]}"""
            .formatted(digest.value().substring(7, 15), registry.host(), REPOSITORY, tag, digest);
    return app.send(
        HttpRequest.newBuilder(app.uri().resolve("/webhooks/" + source))
            .header("Authorization", SECRET)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private String image() {
    return Deployments.image(api.client(), REPOSITORY);
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.add(part);
    return part;
  }
}
