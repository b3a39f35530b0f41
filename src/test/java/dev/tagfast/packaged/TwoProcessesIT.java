package dev.tagfast.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.demo.AppProcess;
import dev.tagfast.demo.Ports;
import dev.tagfast.image.Digest;
import dev.tagfast.testing.Deployments;
import dev.tagfast.testing.ImagePusher;
import dev.tagfast.testing.MockApi;
import dev.tagfast.testing.RegistryProcess;
import dev.tagfast.testing.Sink;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two packaged applications, as two pods of one Deployment are: nothing is between them but the
 * ledger. Both are told of the same push in the same moment, each of them twice. Every copy has the
 * same id once, and another one the next time: what decides is the state.
 */
class TwoProcessesIT {
  private static final String SECRET = "oregano";
  private static final String REPOSITORY = "pizza";
  private static final int ROUNDS = 8;
  private static final int COPIES = 2;

  private final List<AutoCloseable> open = new ArrayList<>();
  private MockApi api;
  private RegistryProcess registry;
  private ImagePusher pusher;
  private Sink sink;
  private Sink chat;
  private List<AppProcess> processes;

  @BeforeEach
  void setUp() {
    api = opened(MockApi.start());
    registry = opened(RegistryProcess.open());
    pusher = opened(ImagePusher.to(registry.uri()));
    sink = opened(new Sink());
    chat = opened(new Sink());
    chat.answer(200);
    processes = List.of(process(), process());
    processes.forEach(AppProcess::awaitReady);
  }

  @AfterEach
  void tearDown() throws Exception {
    for (AutoCloseable part : open.reversed()) {
      part.close();
    }
  }

  @Test
  void copiesOfOnePushAreOneRollout() throws Exception {
    subscribe("today");
    for (int round = 1; round <= ROUNDS; round++) {
      Digest flavour = pusher.push(REPOSITORY, "today", "flavour " + round);

      deliverEverywhereAtOnce("today", flavour);

      assertThat(image()).as("round %d", round).endsWith("@" + flavour);
      assertThat(rolloutsByTheApiServer()).as("round %d", round).isEqualTo(round);
    }
    assertThat(ids("dev.tagfast.rollout.started")).doesNotHaveDuplicates().hasSize(ROUNDS);
    assertThat(ids("dev.tagfast.tag.accepted")).doesNotHaveDuplicates().hasSize(ROUNDS);
  }

  @Test
  void copiesOfOneOverwriteAreOneAlert() throws Exception {
    deliverEverywhereAtOnce("1.0.0", pusher.push(REPOSITORY, "1.0.0", "quattro formaggi"));
    for (int round = 1; round <= ROUNDS; round++) {
      Digest flavour = pusher.push(REPOSITORY, "1.0.0", "overwrite " + round);

      deliverEverywhereAtOnce("1.0.0", flavour);

      assertThat(ids("dev.tagfast.tag.overwritten"))
          .as("round %d", round)
          .doesNotHaveDuplicates()
          .hasSize(round);
      assertThat(chat.received()).as("round %d", round).hasSize(round);
    }
  }

  /** The same event to both, each {@value #COPIES} times; then once more under another id. */
  private void deliverEverywhereAtOnce(String tag, Digest digest) throws Exception {
    String id = UUID.randomUUID().toString();
    CyclicBarrier start = new CyclicBarrier(processes.size() * COPIES);
    List<Callable<Integer>> deliveries = new ArrayList<>();
    for (AppProcess process : processes) {
      for (int copy = 0; copy < COPIES; copy++) {
        deliveries.add(
            () -> {
              start.await();
              return deliver(process, id, tag, digest);
            });
      }
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(deliveries.size())) {
      for (Future<Integer> status : threads.invokeAll(deliveries)) {
        assertThat(status.get()).isEqualTo(200);
      }
    }
    for (AppProcess process : processes) {
      assertThat(deliver(process, UUID.randomUUID().toString(), tag, digest)).isEqualTo(200);
    }
  }

  private int deliver(AppProcess process, String id, String tag, Digest digest) {
    String body =
        """
        {"events":[{"id":"%s","action":"push","request":{"host":"%s"},
          "target":{"repository":"%s","tag":"%s","digest":"%s"}}]}"""
            .formatted(id, registry.host(), REPOSITORY, tag, digest);
    return process
        .send(
            HttpRequest.newBuilder(process.uri().resolve("/webhooks/hub"))
                .header("Authorization", SECRET)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build())
        .statusCode();
  }

  private List<String> ids(String type) {
    return sink.received().stream()
        .filter(report -> report.type().equals(type))
        .map(Sink.Received::id)
        .toList();
  }

  private long rolloutsByTheApiServer() {
    return api.requests().stream()
        .filter(request -> request.startsWith("PATCH") && request.contains("/deployments/"))
        .count();
  }

  private AppProcess process() {
    return opened(
        new AppProcess(
            Ports.free(),
            Map.ofEntries(
                Map.entry("QUARKUS_KUBERNETES_CLIENT_API_SERVER_URL", api.url()),
                Map.entry("QUARKUS_KUBERNETES_CLIENT_NAMESPACE", MockApi.NAMESPACE),
                Map.entry("TAGFAST_REGISTRIES_LOCAL_HOST", registry.host()),
                Map.entry("TAGFAST_REGISTRIES_LOCAL_INSECURE", "true"),
                Map.entry("TAGFAST_SOURCES_HUB_SECRET", SECRET),
                Map.entry("TAGFAST_RECONCILE_EVERY", "off"),
                Map.entry("TAGFAST_REPORT_SINK", sink.url()),
                Map.entry("TAGFAST_REPORT_SLACK_URL", chat.url())),
            List.of("-XX:TieredStopAtLevel=1")));
  }

  private void subscribe(String tag) {
    api.client()
        .resource(
            Deployments.subscribed(REPOSITORY, registry.host() + "/" + REPOSITORY + ":" + tag))
        .create();
  }

  private String image() {
    return Deployments.image(api.client(), REPOSITORY);
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.add(part);
    return part;
  }
}
