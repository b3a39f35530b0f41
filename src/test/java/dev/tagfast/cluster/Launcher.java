package dev.tagfast.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the program is that starts clusters ({@code src/cluster}), or why there is none. */
public sealed interface Launcher {
  /** It is there. */
  record Found(Path program) implements Launcher {}

  /**
   * @param why for people: what is missing and what to do
   */
  record Missing(String why) implements Launcher {}

  /** Looks for it. Nothing is built here: {@code make test} has done it where it could. */
  static Launcher find() {
    Path cache = variable("TAGFAST_CLUSTER_CACHE").map(Path::of).orElse(Path.of(".cluster"));
    Path program = cache.resolve("bin/tagfast-cluster").toAbsolutePath();
    if (!System.getProperty("os.name").equals("Linux")) {
      return new Missing("A real API server is started on Linux only; see docs/cluster.md");
    }
    return Files.isExecutable(program)
        ? new Found(program)
        : new Missing(
            program
                + " is not there, so nothing is shown on a real API server: run `make"
                + " cluster-binaries` (it needs Go and takes some minutes, once)");
  }

  /**
   * @throws IllegalStateException if it is not there
   */
  static Path required() {
    return switch (find()) {
      case Found(Path program) -> program;
      case Missing(String why) -> throw new IllegalStateException(why);
    };
  }

  /** Whether a test that cannot run must fail. */
  static boolean nothingMayBeSkipped() {
    return variable("CI").filter("true"::equals).isPresent();
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }
}
