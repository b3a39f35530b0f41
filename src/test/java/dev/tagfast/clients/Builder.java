package dev.tagfast.clients;

import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A BuildKit daemon of its own and the buildx that talks to it; it needs root and runc. */
final class Builder implements AutoCloseable {
  private final Shell shell;
  private final Process daemon;

  private Builder(Shell shell, Process daemon) {
    this.shell = shell;
    this.daemon = daemon;
  }

  /** Starts the daemon, which pushes to this registry over plain HTTP. */
  static Builder start(Shell shell, String registry) {
    Path socket = shell.home().resolve("bk.sock");
    Path configuration =
        shell.write(
            "buildkitd.toml",
            """
            root = "%s"
            [grpc]
              address = ["unix://%s"]
            [worker.oci]
              enabled = true
              snapshotter = "native"
            [worker.containerd]
              enabled = false
            [registry."%s"]
              http = true
            """
                .formatted(shell.home().resolve("root"), socket, registry));
    Process daemon = shell.start(Program.BUILDKITD, "--config", configuration.toString());
    Runtime.getRuntime().addShutdownHook(new Thread(daemon::destroy));
    await().atMost(Duration.ofMinutes(1)).until(() -> !daemon.isAlive() || Files.exists(socket));
    shell.with("BUILDX_CONFIG", shell.home().resolve("buildx").toString());
    shell.run(Program.BUILDX, "create", "--name", "lab", "--driver", "remote", "unix://" + socket);
    shell.write("context/Dockerfile", "FROM scratch\nCOPY pizza /\n");
    return new Builder(shell, daemon);
  }

  /** What the next builds put into the image. */
  void flavour(String flavour) {
    shell.write("context/pizza", flavour);
  }

  /** Builds and pushes. */
  void build(String... options) {
    buildx(List.of("build", "--builder", "lab", "--push"), List.of(options), List.of("context"));
  }

  /** Builds with an exporter, e.g. {@code type=image,push=true}. */
  void buildTo(String output) {
    buildx(List.of("build", "--builder", "lab", "--output", output, "context"));
  }

  /** {@code buildx imagetools create}. */
  void createIndex(String... arguments) {
    buildx(List.of("imagetools", "create", "--builder", "lab"), List.of(arguments));
  }

  @SafeVarargs
  private void buildx(List<String>... arguments) {
    List<String> all = new ArrayList<>();
    List.of(arguments).forEach(all::addAll);
    shell.run(Program.BUILDX, all.toArray(String[]::new));
  }

  @Override
  public void close() {
    daemon.destroy();
    try {
      daemon.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
