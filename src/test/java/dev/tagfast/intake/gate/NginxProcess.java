package dev.tagfast.intake.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real nginx on loopback with the example of {@code docs/gate.md}, and other addresses. */
public final class NginxProcess implements AutoCloseable {
  private static final Pattern EXAMPLE = Pattern.compile("```nginx\n(.*?)```", Pattern.DOTALL);

  private final Path home;
  private final int port;
  private final Process process;
  private final Thread atExit;

  private NginxProcess(Path program, int port, String registry, String tagfast) {
    this.port = port;
    try {
      home = Files.createTempDirectory("tagfast-nginx-");
      Files.writeString(home.resolve("nginx.conf"), configuration(home, port, registry, tagfast));
      process =
          new ProcessBuilder(program.toString(), "-p", home.toString(), "-c", home + "/nginx.conf")
              .redirectErrorStream(true)
              .redirectOutput(home.resolve("output.log").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    atExit = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(atExit);
    awaitAnswer();
  }

  /**
   * Starts one.
   *
   * @param registry host and port
   * @param tagfast host and port
   */
  public static NginxProcess start(int port, String registry, String tagfast) {
    return new NginxProcess(program().orElseThrow(), port, registry, tagfast);
  }

  /**
   * Where the program is. Where nothing may be skipped it is always said to be there, so that its
   * absence is a failure.
   */
  public static Optional<Path> program() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    Optional<Path> found =
        Stream.concat(Stream.of(path.split(":")), Stream.of("/usr/sbin"))
            .map(folder -> Path.of(folder, "nginx"))
            .filter(Files::isExecutable)
            .findFirst();
    return found.or(
        () -> "true".equals(System.getenv("CI")) ? Optional.of(Path.of("nginx")) : found);
  }

  /** Host and port. */
  public String host() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException e) {
      // The process is ending already.
    }
    try (Stream<Path> files = Files.walk(home)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      // Left to the system's cleaning of temporary files.
    }
  }

  private static String configuration(Path home, int port, String registry, String tagfast)
      throws IOException {
    Matcher example = EXAMPLE.matcher(Files.readString(Path.of("docs/gate.md")));
    if (!example.find()) {
      throw new IllegalStateException("docs/gate.md has no example for nginx");
    }
    String ours =
        replaced(
            example.group(1), "server registry.registry.svc:5000;", "server " + registry + ";");
    ours = replaced(ours, "server tagfast.tagfast.svc:80;", "server " + tagfast + ";");
    ours = replaced(ours, "listen 443 ssl;", "listen 127.0.0.1:" + port + ";");
    ours = replaced(ours, "ssl_certificate /etc/tls/tls.crt;", "");
    ours = replaced(ours, "ssl_certificate_key /etc/tls/tls.key;", "");
    return """
        daemon off;
        master_process off;
        pid %1$s/nginx.pid;
        error_log %1$s/error.log;
        events {}
        http {
        access_log off;
        client_body_temp_path %1$s/body;
        proxy_temp_path %1$s/proxy;
        fastcgi_temp_path %1$s/fastcgi;
        uwsgi_temp_path %1$s/uwsgi;
        scgi_temp_path %1$s/scgi;
        %2$s
        }
        """
        .formatted(home, ours);
  }

  private static String replaced(String text, String what, String by) {
    if (!text.contains(what)) {
      throw new IllegalStateException("the example for nginx has no line " + what);
    }
    return text.replace(what, by);
  }

  private void awaitAnswer() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() > end) {
          throw new IllegalStateException("nginx did not start: " + log(), e);
        }
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private String log() {
    try {
      return Files.readString(home.resolve("output.log"));
    } catch (IOException e) {
      return "(no log)";
    }
  }
}
