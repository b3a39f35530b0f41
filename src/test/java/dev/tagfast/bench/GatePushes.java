package dev.tagfast.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tagfast.demo.AppProcess;
import dev.tagfast.demo.Poll;
import dev.tagfast.demo.Ports;
import dev.tagfast.ledger.kubernetes.ImageTag;
import dev.tagfast.testing.ImagePusher;
import dev.tagfast.testing.MockApi;
import dev.tagfast.testing.RegistryProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * {@code make bench-gate}: the push of a manifest through the gate, through a proxy that decides
 * nothing, and direct, turn by turn, and many pushes of many clients. The ledger is on the mock API
 * server in this process. Ends with 1 if a push was lost, wrongly refused or not recorded.
 */
public final class GatePushes {
  private static final int WARM_UP = 400;

  /** The mock API server looks through all objects: more would measure the mock. */
  private static final int MOST_OBJECTS = 100;

  private static final int MEASURED = 500;
  private static final int CLIENTS = 16;
  private static final int PUSHES = 1_000;
  private static final String TYPE = "application/vnd.oci.image.manifest.v1+json";

  private final RegistryProcess registry;
  private final AppProcess app;
  private final Process passThrough;
  private final String gate;
  private final String bare;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicInteger number = new AtomicInteger();

  private GatePushes(RegistryProcess registry, AppProcess app, Process passThrough, int hop) {
    this.registry = registry;
    this.app = app;
    this.passThrough = passThrough;
    gate = app.uri().getAuthority();
    bare = "127.0.0.1:" + hop;
  }

  /**
   * @param args {@code crowd}: only the many clients
   */
  public static void main(String[] args) {
    int port = Ports.free();
    int hop = Ports.free();
    boolean isSound;
    try (MockApi api = MockApi.start();
        RegistryProcess registry = RegistryProcess.open();
        AppProcess app =
            new AppProcess(
                port,
                settings(api, registry, port),
                AppProcess.java(
                    Path.of("target/quarkus-app/quarkus-run.jar"),
                    List.of("-XX:ActiveProcessorCount=2")))) {
      app.awaitReady();
      Process passThrough = passThrough(hop, registry.uri().getPort());
      try {
        Table table = new Table(System.out);
        GatePushes bench = new GatePushes(registry, app, passThrough, hop);
        if (!List.of(args).contains("crowd")) {
          bench.latency(
              new Table(new PrintStream(OutputStream.nullOutputStream())),
              api,
              "warm-up",
              n -> "0.1." + n);
          bench.latency(table, api, "push of a moving tag", n -> "branch-" + n + "-head");
          bench.latency(table, api, "the same image again, protected", _ -> "9.9.9");
          bench.latency(table, api, "first push of a protected tag", n -> "1.0." + n);
        }
        isSound = bench.crowd(table, api);
      } finally {
        passThrough.destroy();
      }
    }
    System.exit(isSound ? 0 : 1);
  }

  private static Process passThrough(int port, int to) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:ActiveProcessorCount=2",
            "-cp",
            System.getProperty("java.class.path"),
            PassThrough.class.getName(),
            Integer.toString(port),
            Integer.toString(to));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      if (!Poll.until(Duration.ofSeconds(40), () -> listens(port))) {
        throw new IllegalStateException("the bare proxy did not start");
      }
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean listens(int port) {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static Map<String, String> settings(MockApi api, RegistryProcess registry, int port) {
    return Map.of(
        "QUARKUS_KUBERNETES_CLIENT_API_SERVER_URL",
        api.url(),
        "QUARKUS_KUBERNETES_CLIENT_NAMESPACE",
        MockApi.NAMESPACE,
        "TAGFAST_DOORS",
        "gate",
        "TAGFAST_REGISTRIES_LOCAL_HOST",
        registry.host(),
        "TAGFAST_REGISTRIES_LOCAL_ALIASES",
        "127.0.0.1:" + port,
        "TAGFAST_REGISTRIES_LOCAL_INSECURE",
        "true",
        "TAGFAST_RECONCILE_EVERY",
        "off");
  }

  private void latency(Table table, MockApi api, String what, IntFunction<String> tags) {
    List<Way> ways =
        List.of(
            new Way("direct", registry.host(), Optional.empty()),
            new Way("hop", bare, Optional.of(passThrough)),
            new Way("gate", gate, Optional.of(app.process())));
    ways.forEach(way -> blobs(way.name));
    boolean same = tags.apply(0).equals(tags.apply(1));
    for (int i = 0; i < WARM_UP + MEASURED; i++) {
      if (i == WARM_UP) {
        ways.forEach(Way::begin);
      }
      if (!same && i % MOST_OBJECTS == 0) {
        api.client().resources(ImageTag.class).delete();
      }
      int n = number.incrementAndGet();
      byte[] manifest = manifest(same ? 0 : n);
      // Each way goes first, second and last in turn: what one leaves behind meets all.
      for (int turn = 0; turn < ways.size(); turn++) {
        Way way = ways.get((i + turn) % ways.size());
        way.samples.time(() -> expect201(put(way.host, way.name, tags.apply(n), manifest)));
      }
    }
    Way direct = ways.get(0);
    Way hop = ways.get(1);
    Way ours = ways.get(2);
    for (int percent : new int[] {50, 99}) {
      table.row(
          what + ", p" + percent,
          "%+.1f ms".formatted(ours.over(direct, percent)),
          "%.1f ms beside %.1f ms direct; a bare proxy adds %.1f ms; n=%d"
              .formatted(
                  ours.samples.percentile(percent),
                  direct.samples.percentile(percent),
                  hop.over(direct, percent),
                  ours.samples.count()));
    }
    table.row(
        what + ", processor time",
        "%.1f ms".formatted(ours.processorTime()),
        "the record included; a bare proxy takes %.1f ms".formatted(hop.processorTime()));
  }

  /** A way to the registry. */
  private static final class Way {
    private final String name;
    private final String host;
    private final Optional<Process> process;
    private Samples samples = new Samples();
    private Duration before = Duration.ZERO;

    Way(String name, String host, Optional<Process> process) {
      this.name = name;
      this.host = host;
      this.process = process;
    }

    void begin() {
      samples = new Samples();
      before = used();
    }

    double over(Way other, int percent) {
      return samples.percentile(percent) - other.samples.percentile(percent);
    }

    /** Milliseconds a push: it depends less on what else the machine does than any latency. */
    double processorTime() {
      return used().minus(before).toNanos() / 1e6 / samples.count();
    }

    private Duration used() {
      return process.flatMap(it -> it.toHandle().info().totalCpuDuration()).orElse(Duration.ZERO);
    }
  }

  private boolean crowd(Table table, MockApi api) {
    api.client().resources(ImageTag.class).delete();
    List<Future<List<Integer>>> all = new ArrayList<>();
    long start = System.nanoTime();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int client = 0; client < CLIENTS; client++) {
        String own = "crowd/" + client;
        int mine = client;
        blobs(own);
        all.add(
            clients.submit(
                () -> {
                  List<Integer> statuses = new ArrayList<>();
                  for (int i = mine; i < PUSHES; i += CLIENTS) {
                    statuses.add(put(gate, own, "3.0." + i, manifest(i)));
                  }
                  return statuses;
                }));
      }
    }
    List<Integer> statuses = new ArrayList<>();
    for (Future<List<Integer>> one : all) {
      try {
        statuses.addAll(one.get());
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    long lost = 0;
    try (ImagePusher pusher = ImagePusher.to(registry.uri())) {
      for (int i = 0; i < PUSHES; i++) {
        boolean there = pusher.look("crowd/" + i % CLIENTS, "3.0." + i).isPresent();
        lost += there ? 0 : 1;
      }
    }
    long refused = statuses.stream().filter(status -> status != 201).count();
    long recorded = recorded(api);
    table.row(
        PUSHES + " first pushes by " + CLIENTS + " clients",
        "%.0f /s".formatted(PUSHES / seconds),
        "%d refused, %d lost, %d recorded".formatted(refused, lost, recorded));
    return refused == 0 && lost == 0 && recorded == PUSHES;
  }

  /** The record comes after the answer. */
  private static long recorded(MockApi api) {
    Poll.until(Duration.ofMinutes(1), () -> recordedNow(api) == PUSHES);
    return recordedNow(api);
  }

  private static long recordedNow(MockApi api) {
    return api.client().resources(ImageTag.class).list().getItems().stream()
        .filter(tag -> tag.getSpec().repository().startsWith("crowd/"))
        .filter(tag -> tag.getStatus().accepted() != null)
        .count();
  }

  private void blobs(String repository) {
    try (ImagePusher pusher = ImagePusher.to(registry.uri())) {
      pusher.push(repository, "blobs", "flavour");
    }
  }

  private static byte[] manifest(int number) {
    return new String(ImagePusher.manifestOf("flavour"), UTF_8)
        .replaceFirst("\\{", "{\"annotations\":{\"number\":\"" + number + "\"},")
        .getBytes(UTF_8);
  }

  private int put(String host, String repository, String tag, byte[] manifest) {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://" + host + "/v2/" + repository + "/manifests/" + tag))
            .header("Content-Type", TYPE)
            .PUT(BodyPublishers.ofByteArray(manifest))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void expect201(int status) {
    if (status != 201) {
      throw new IllegalStateException("a push was answered " + status);
    }
  }
}
