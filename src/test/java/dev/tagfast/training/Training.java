package dev.tagfast.training;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Runs the packaged application through its first events and has its JVM write what it learnt into
 * an AOT cache: {@code Training CACHE JAVA [OPTION...] -jar APPLICATION}.
 *
 * <p>A cache is good only for the very JVM, class path, and dates of the files that it was made
 * with. So it is made with the command that will use it, where it will be used.
 */
public final class Training {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String NAMESPACE = "tagfast";

  /** Of this environment; the rest is no business of the application. */
  private static final Set<String> KEPT = Set.of("PATH", "MALLOC_ARENA_MAX", "LD_LIBRARY_PATH");

  private static final String DEPLOYMENT =
      """
      {"apiVersion":"apps/v1","kind":"Deployment",
       "metadata":{"name":"dinner","namespace":"kitchen","labels":{"tagfast.dev/subscribe":"true"}},
       "spec":{"replicas":1,"selector":{"matchLabels":{"app":"dinner"}},
               "template":{"metadata":{"labels":{"app":"dinner"}},
                           "spec":{"containers":[{"name":"dinner","image":"%s/pizza:today"}]}}}}""";

  private Training() {}

  /**
   * @param args the cache to write, then the application's command
   */
  public static void main(String[] args) throws Exception {
    if (args.length < 3) {
      System.err.println("Training CACHE JAVA [OPTION...] -jar APPLICATION");
      System.exit(2);
    }
    Path cache = Path.of(args[0]).toAbsolutePath();
    Path folder = Files.createTempDirectory("tagfast-training-");
    try {
      train(cache, List.of(args).subList(1, args.length), folder);
    } catch (IllegalStateException | IOException e) {
      System.err.println("The training failed: " + e.getMessage());
      Path log = folder.resolve("log");
      System.err.println(Files.exists(log) ? Files.readString(log) : "(no log)");
      System.exit(1);
    }
    System.exit(0);
  }

  private static void train(Path cache, List<String> command, Path folder)
      throws IOException, GeneralSecurityException, InterruptedException {
    Files.deleteIfExists(cache);
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Certificate certificate = Certificate.make(keytool, folder);
    ApiStandIn api = new ApiStandIn();
    RegistryStandIn images = new RegistryStandIn();
    try (StandIn apiServer = new StandIn(certificate, api::answer);
        StandIn registry = new StandIn(certificate, images::answer)) {
      api.has(
          "/apis/apps/v1/namespaces/kitchen/deployments/dinner",
          DEPLOYMENT.formatted(registry.host()));
      int port = freePort();
      Process app = start(cache, command, folder, settings(port, certificate, apiServer, registry));
      try {
        Lesson lesson = new Lesson(URI.create("http://127.0.0.1:" + port), registry.host());
        awaitReady(app, lesson);
        teach(lesson, api, images);
      } finally {
        app.destroy();
      }
      // The JVM writes the cache while it ends, which takes longer than all that came before.
      if (!app.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        app.destroyForcibly();
        throw new IllegalStateException("the JVM does not end");
      }
    }
    if (!Files.exists(cache)) {
      throw new IllegalStateException("the JVM wrote no cache");
    }
  }

  private static void teach(Lesson lesson, ApiStandIn api, RegistryStandIn images)
      throws IOException, InterruptedException {
    lesson.get("/q/health/live");
    lesson.notification("today", RegistryStandIn.digest("a"), "RolloutStarted");
    lesson.notification("1.0.0", RegistryStandIn.digest("a"), "FirstSeen");
    images.shows(RegistryStandIn.digest("b"));
    lesson.notification("1.0.0", RegistryStandIn.digest("b"), "TagOverwritten");
    lesson.event(
        "dev.tagfast.image.pushed",
        "{\"registry\":\"%s\",\"repository\":\"pizza\",\"tag\":\"2018-05-12\"}"
            .formatted(lesson.registry()));
    lesson.event("dev.tagfast.reconcile", "{}");
    lesson.structured("dev.tagfast.reconcile", "{}");
    lesson.get("/q/metrics");
    if (api.count("/imagetags") == 0) {
      throw new IllegalStateException("nothing was written into the ledger");
    }
  }

  private static Process start(
      Path cache, List<String> command, Path folder, Map<String, String> settings)
      throws IOException {
    List<String> words = new ArrayList<>(command);
    words.add(1, "-XX:AOTCacheOutput=" + cache);
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> !KEPT.contains(name));
    builder.environment().putAll(settings);
    return builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
  }

  private static Map<String, String> settings(
      int port, Certificate certificate, StandIn apiServer, StandIn registry) {
    return Map.ofEntries(
        Map.entry("KUBECONFIG", "/none"),
        Map.entry("QUARKUS_HTTP_HOST", "127.0.0.1"),
        Map.entry("QUARKUS_HTTP_PORT", Integer.toString(port)),
        Map.entry("QUARKUS_KUBERNETES_CLIENT_API_SERVER_URL", apiServer.url()),
        Map.entry("QUARKUS_KUBERNETES_CLIENT_CA_CERT_FILE", certificate.pem().toString()),
        Map.entry("QUARKUS_KUBERNETES_CLIENT_TOKEN", "training"),
        Map.entry("QUARKUS_KUBERNETES_CLIENT_NAMESPACE", NAMESPACE),
        Map.entry("TAGFAST_REGISTRIES_MAIN_HOST", registry.host()),
        Map.entry("TAGFAST_REGISTRIES_MAIN_CA", certificate.pem().toString()),
        Map.entry("TAGFAST_REGISTRIES_MAIN_CREDENTIALS_USERNAME", RegistryStandIn.USER),
        Map.entry("TAGFAST_REGISTRIES_MAIN_CREDENTIALS_PASSWORD", RegistryStandIn.PASSWORD),
        Map.entry("TAGFAST_SOURCES_TRAINING_SECRET", Lesson.SECRET),
        Map.entry("TAGFAST_EVENTS_AUTH", "header"),
        Map.entry("TAGFAST_EVENTS_SECRET", Lesson.SECRET),
        Map.entry("TAGFAST_RECONCILE_EVERY", "off"),
        Map.entry("TAGFAST_RECONCILE_AT_MOST_EVERY", "0s"));
  }

  private static void awaitReady(Process app, Lesson lesson) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && app.isAlive()) {
      try {
        if (lesson.get("/q/health/ready") == 200) {
          return;
        }
      } catch (IOException notYetListening) {
        Thread.sleep(50);
      }
    }
    throw new IllegalStateException("the application does not become ready");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
