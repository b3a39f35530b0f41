package dev.tagfast.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real CNCF Distribution registry as a process of its own, on a free loopback port, with
 * temporary storage and deletes allowed. It can be stopped and started again on the same port with
 * what it stored: "registry down, then recovers".
 */
public final class RegistryProcess implements AutoCloseable {
  /** The user of a registry with {@link #withBasicAuth}. */
  public static final String USER = "robot";

  /** Its password, with the colons that many a client cuts it at. */
  public static final String PASSWORD = "pa:ss:word";

  private static final String HTPASSWD =
      USER + ":$2y$05$tagfasttagfasttagfastuI6WEITHQI2xEMfR7W4Nnp6jqultR3ey\n";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final String binary;
  private final Path home;
  private final int port;
  private final Thread atExit = new Thread(this::destroy);
  private @Nullable Process process;

  private RegistryProcess(String binary, boolean basicAuth, List<Notify> notifications) {
    this.binary = binary;
    try {
      home = Files.createTempDirectory("tagfast-registry-");
      port = freePort();
      Optional<Path> htpasswd = Optional.empty();
      if (basicAuth) {
        htpasswd = Optional.of(Files.writeString(home.resolve("htpasswd"), HTPASSWD));
      }
      Files.writeString(
          home.resolve("config.yml"),
          new RegistryConfig(port, home.resolve("storage"), htpasswd, notifications).yaml());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(atExit);
    start();
  }

  /** A registry that lets everybody pull and push. */
  public static RegistryProcess open(Notify... notifications) {
    return new RegistryProcess(binary(), false, List.of(notifications));
  }

  /** A registry of the newest version, which lets everybody pull and push. */
  public static RegistryProcess ofDistribution3(Notify... notifications) {
    return new RegistryProcess(distribution3().toString(), false, List.of(notifications));
  }

  /**
   * Whether CNCF Distribution 3.x was built ({@code .ci/cluster.sh build}). Where nothing may be
   * skipped it is always said to be there, so that its absence is a failure.
   */
  public static boolean hasDistribution3() {
    return "true".equals(System.getenv("CI")) || Files.isExecutable(distribution3());
  }

  private static Path distribution3() {
    String cache = Objects.requireNonNullElse(System.getenv("TAGFAST_CLUSTER_CACHE"), ".cluster");
    return Path.of(cache, "bin", "distribution").toAbsolutePath();
  }

  /** A registry for {@link #USER} with {@link #PASSWORD} alone. */
  public static RegistryProcess withBasicAuth(Notify... notifications) {
    return new RegistryProcess(binary(), true, List.of(notifications));
  }

  /**
   * Path of the registry program: {@code TAGFAST_REGISTRY_BIN}, or {@code docker-registry} or
   * {@code registry} on the PATH.
   *
   * @throws IllegalStateException if there is none; the message says what to install
   */
  public static String binary() {
    String named = System.getenv("TAGFAST_REGISTRY_BIN");
    if (named != null && !named.isBlank()) {
      return named;
    }
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of("docker-registry", "registry")
        .flatMap(name -> Stream.of(path.split(":")).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No registry program found. Install Debian's package docker-registry, or set"
                        + " TAGFAST_REGISTRY_BIN to the path of a CNCF Distribution binary."));
  }

  /** Host and port as an image reference names it. */
  public String host() {
    return "127.0.0.1:" + port;
  }

  /** Where its API answers. */
  public URI uri() {
    return URI.create("http://" + host());
  }

  /** What it wrote to its log. */
  public String log() {
    try {
      return Files.readString(home.resolve("log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts it, on the same port with what it stored before; returns when it answers. One that runs
   * goes on: a second process would end at once for want of the port, and {@link #stop} would stop
   * that one.
   */
  public void start() {
    if (process != null && process.isAlive()) {
      return;
    }
    ProcessBuilder builder =
        new ProcessBuilder(binary, "serve", home.resolve("config.yml").toString());
    // A REGISTRY_… variable overrides the file, and 3.x looks for a trace collector.
    builder.environment().keySet().removeIf(name -> name.startsWith("REGISTRY_"));
    builder.environment().put("OTEL_TRACES_EXPORTER", "none");
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()));
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitAnswer(process);
  }

  /**
   * Runs its own garbage collector, which deletes every manifest that no tag shows; it is stopped
   * meanwhile, as its manual demands.
   */
  public void collectGarbage() {
    stop();
    ProcessBuilder builder =
        new ProcessBuilder(
            binary, "garbage-collect", "--delete-untagged", home.resolve("config.yml").toString());
    builder.environment().keySet().removeIf(name -> name.startsWith("REGISTRY_"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()));
    try {
      Process collector = builder.start();
      if (!collector.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)
          || collector.exitValue() != 0) {
        collector.destroyForcibly();
        throw new IllegalStateException("The collector failed:\n" + log());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    start();
  }

  /** Kills it, as a power cut would; what it stored stays. */
  public void stop() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
      try {
        running.waitFor(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      process = null;
    }
  }

  /** Kills it and deletes its files. */
  @Override
  public void close() {
    destroy();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The process is ending already; the hook has done or will do the same.
    }
  }

  private void destroy() {
    stop();
    try (Stream<Path> files = Files.walk(home)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException | UncheckedIOException e) {
      // Left to the system's cleaning of temporary files.
    }
  }

  private void awaitAnswer(Process started) {
    HttpRequest ping =
        HttpRequest.newBuilder(uri().resolve("/v2/")).timeout(Duration.ofSeconds(2)).build();
    long end = System.nanoTime() + PATIENCE.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (true) {
        if (!started.isAlive()) {
          throw new IllegalStateException("The registry ended at its start:\n" + log());
        }
        try {
          int status = client.send(ping, BodyHandlers.discarding()).statusCode();
          if (status == 200 || status == 401) {
            return;
          }
        } catch (IOException e) {
          // Not yet listening.
        }
        if (System.nanoTime() > end) {
          throw new IllegalStateException("The registry does not answer:\n" + log());
        }
        Thread.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the registry started", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
