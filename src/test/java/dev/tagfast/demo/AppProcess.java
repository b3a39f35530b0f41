package dev.tagfast.demo;

import dev.tagfast.packaged.AppPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The packaged application as a process of its own, as an operator would start it: configured by
 * environment variables alone, and seeing nothing of this machine's (no kubeconfig, no {@code
 * .env}).
 */
public final class AppProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Path home;
  private final URI uri;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final Thread atExit = new Thread(this::end);

  /**
   * Starts the {@link AppPackage} that was chosen; {@link #awaitReady} says when it listens.
   *
   * @param port on loopback
   * @param settings environment variables
   * @param jvmOptions e.g. {@code -XX:ActiveProcessorCount=2}
   */
  public AppProcess(int port, Map<String, String> settings, List<String> jvmOptions) {
    this(port, settings, AppPackage.chosen().command(jvmOptions));
  }

  /**
   * Starts any package of it.
   *
   * @param settings environment variables
   * @param command how it is started
   */
  public AppProcess(int port, Map<String, String> settings, Stream<String> command) {
    uri = URI.create("http://127.0.0.1:" + port);
    try {
      home = Files.createTempDirectory("tagfast-app-");
      ProcessBuilder builder = new ProcessBuilder(command.toList()).directory(home.toFile());
      Map<String, String> environment = builder.environment();
      environment.clear();
      environment.put("KUBECONFIG", home.resolve("none").toString());
      environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
      environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
      environment.putAll(settings);
      builder.redirectErrorStream(true).redirectOutput(log().toFile());
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * The command that runs a package on this JVM.
   *
   * @param jar made absolute: the process has a working directory of its own
   */
  public static Stream<String> java(Path jar, List<String> options) {
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar + " is not there: run `make demo`, which builds it");
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return Stream.of(
            Stream.of(java), options.stream(), Stream.of("-jar", jar.toAbsolutePath().toString()))
        .flatMap(words -> words);
  }

  /**
   * Returns when it says that it is ready.
   *
   * @throws IllegalStateException with its log, if it ends or stays silent
   */
  public void awaitReady() {
    boolean ready =
        Poll.until(
            PATIENCE, () -> !process.isAlive() || get("/q/health/ready").statusCode() == 200);
    if (!ready || !process.isAlive()) {
      throw new IllegalStateException("The application did not start. Its log:\n" + readLog());
    }
  }

  /** Where it answers, without a slash at the end. */
  public URI uri() {
    return uri;
  }

  /** The process. */
  public Process process() {
    return process;
  }

  /** The file with its log. */
  public Path log() {
    return home.resolve("log");
  }

  /** Its log so far. */
  public String readLog() {
    try {
      return Files.readString(log());
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  /** A GET of it. */
  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(uri.resolve(path)).timeout(Duration.ofSeconds(5)).build());
  }

  /** Any request of it. */
  public HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException alreadyEnding) {
      // Then the hook has done or does the same.
    }
  }

  private void end() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      Files.deleteIfExists(log());
      Files.deleteIfExists(home);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException leftToTheSystem) {
      // It cleans its temporary files.
    }
  }
}
