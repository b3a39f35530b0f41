package dev.tagfast.bench;

import dev.tagfast.cluster.RealApi;
import dev.tagfast.demo.AppProcess;
import dev.tagfast.demo.Cluster;
import dev.tagfast.demo.Ports;
import dev.tagfast.image.Digest;
import dev.tagfast.testing.ImagePusher;
import dev.tagfast.testing.RegistryProcess;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A backlog: notifications that come after all pushes, as from a registry whose target was away. On
 * a real API server. Each names a digest that its tag showed for a moment only. What has not got
 * 200 is sent again, as registries do.
 */
final class Backlog implements AutoCloseable {
  private static final int SENDERS = 16;
  private static final String TAG = "today";
  private static final String SECRET = "backlog";
  private static final Duration LONGEST = Duration.ofMinutes(3);

  /** Ten thousand objects are deleted by one request. */
  private static final RequestConfig PATIENTLY =
      new RequestConfigBuilder().withRequestTimeout((int) LONGEST.toMillis()).build();

  private final RealApi api = RealApi.open();
  private final RegistryProcess registry = RegistryProcess.open();
  private final ImagePusher pusher = ImagePusher.to(registry.uri());
  private final int port = Ports.free();
  private final AppProcess app;
  private final Sender sender = new Sender();

  /**
   * @param command how the application is started
   */
  Backlog(Stream<String> command) {
    api.client()
        .namespaces()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(Cluster.NAMESPACE)
                .endMetadata()
                .build())
        .serverSideApply();
    app = new AppProcess(port, settings(), command);
    app.awaitReady();
  }

  /**
   * @param perSecond notifications that got 200
   * @param repeats how often one got something else and was sent again
   * @param other how long the event of another image waited in the middle of it
   */
  private record Figures(double perSecond, int repeats, Duration other) {}

  /** What was pushed, and by whom it is told. */
  private record Push(String repository, String tag, Digest digest) {}

  /**
   * Measures one tag and many tags.
   *
   * @param name of the package
   * @param notifications how many are told of each time
   */
  static void measure(Table table, String name, int notifications, Stream<String> command) {
    try (Backlog backlog = new Backlog(command)) {
      backlog.row(table, name + ", of one tag", 1, notifications);
      backlog.row(table, name + ", of 200 tags", 200, notifications);
    }
  }

  /** Of the administrator. */
  KubernetesClient client() {
    return api.client();
  }

  /** An image whose tag somebody follows, and moves again and again. */
  MovingImage movingImage(String name) {
    String repository = name + "-" + UUID.randomUUID().toString().substring(0, 6);
    follow(repository);
    return new MovingImage(repository);
  }

  /** See {@link #movingImage}. */
  final class MovingImage {
    private final String repository;
    private int moves;
    private Push last;

    private MovingImage(String repository) {
      this.repository = repository;
      last = moved();
    }

    private Push moved() {
      return new Push(repository, TAG, pusher.push(repository, TAG, repository + " " + moves++));
    }

    /** Moves it; nobody is told. */
    void move() {
      last = moved();
    }

    /** Tells of it, and waits for the answer. */
    void tell() {
      if (!Backlog.this.tell(last)) {
        throw new IllegalStateException("the event of " + repository + " was not taken");
      }
    }

    void moveAndTell() {
      move();
      tell();
    }
  }

  private void row(Table table, String what, int tags, int notifications) {
    Figures figures = drain(pushes(tags, notifications));
    table.row(
        "backlog per second, " + what,
        "%.0f".formatted(figures.perSecond()),
        "%d of them, %d senders; %d answers were not 200; another image's event: %d ms"
            .formatted(notifications, SENDERS, figures.repeats(), figures.other().toMillis()));
  }

  private List<Push> pushes(int tags, int notifications) {
    String run = "backlog-" + tags + "-" + UUID.randomUUID().toString().substring(0, 6);
    List<Push> pushes = new ArrayList<>();
    for (int i = 0; i < notifications; i++) {
      String repository = run + "-" + i % tags;
      if (i < tags) {
        follow(repository);
      }
      pushes.add(new Push(repository, TAG, pusher.push(repository, TAG, run + " " + i)));
    }
    return pushes;
  }

  private void follow(String repository) {
    new Cluster(api.client(), RealApi.TAGFAST)
        .createDeployment(repository, "%s/%s:%s".formatted(registry.host(), repository, TAG));
  }

  private Figures drain(List<Push> pushes) {
    String release = "release-" + UUID.randomUUID().toString().substring(0, 6);
    follow(release);
    Push other = new Push(release, TAG, pusher.push(release, TAG, release));
    ConcurrentLinkedQueue<Push> queue = new ConcurrentLinkedQueue<>(pushes);
    CountDownLatch left = new CountDownLatch(pushes.size());
    CountDownLatch middle = new CountDownLatch(pushes.size() / 3);
    AtomicInteger repeats = new AtomicInteger();
    long start = System.nanoTime();
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < SENDERS; i++) {
        senders.submit(
            () -> {
              for (Push push = queue.poll(); push != null; push = queue.poll()) {
                while (!tell(push)) {
                  repeats.incrementAndGet();
                  TimeUnit.MILLISECONDS.sleep(200);
                }
                left.countDown();
                middle.countDown();
              }
              return true;
            });
      }
      await(middle);
      long told = System.nanoTime();
      while (!tell(other)) {
        repeats.incrementAndGet();
      }
      Duration waited = Duration.ofNanos(System.nanoTime() - told);
      await(left);
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Figures(pushes.size() / seconds, repeats.get(), waited);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("the backlog was not drained within " + LONGEST);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private boolean tell(Push push) {
    String event =
        Sender.EVENT.formatted(
            UUID.randomUUID(), push.digest(), push.repository(), push.tag(), registry.host());
    return sender
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/webhooks/backlog"))
                    .header("Authorization", SECRET)
                    .header("Content-Type", "application/vnd.docker.distribution.events.v1+json")
                    .POST(BodyPublishers.ofString(event))
                    .build())
            .statusCode()
        == 200;
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    api.settings()
        .forEach(
            (name, value) ->
                settings.put(name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT), value));
    settings.put("TAGFAST_REGISTRIES_LOCAL_HOST", registry.host());
    settings.put("TAGFAST_REGISTRIES_LOCAL_INSECURE", "true");
    settings.put("TAGFAST_SOURCES_BACKLOG_FORMAT", "distribution");
    settings.put("TAGFAST_SOURCES_BACKLOG_SECRET", SECRET);
    settings.put("TAGFAST_SOURCES_BACKLOG_REGISTRIES", "local");
    settings.put("TAGFAST_EVENTS_AUTH", "header");
    settings.put("TAGFAST_EVENTS_SECRET", SECRET);
    settings.put("TAGFAST_RECONCILE_EVERY", "off");
    return settings;
  }

  @Override
  public void close() {
    sender.close();
    app.close();
    pusher.close();
    registry.close();
    // The namespace stays: one that is being deleted could not be used by the next measurement.
    api.client()
        .adapt(NamespacedKubernetesClient.class)
        .withRequestConfig(PATIENTLY)
        .call(client -> client.apps().deployments().inNamespace(Cluster.NAMESPACE).delete());
    api.close();
  }
}
