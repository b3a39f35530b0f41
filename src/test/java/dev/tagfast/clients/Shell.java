package dev.tagfast.clients;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs programs in a folder of their own, which is also their home: nobody's credentials, settings
 * or builders are found or changed.
 */
final class Shell {
  private static final long MINUTES = 5;

  private final Path home;
  private final Map<String, String> variables = new HashMap<>();

  Shell(Path home) {
    this.home = home;
    String mine = System.getProperty("user.home");
    variables.put("HOME", home.toString());
    variables.put("DOCKER_CONFIG", home.resolve("docker").toString());
    write("docker/config.json", "{}");
    // A compiler with an empty cache would compile the standard library.
    variables.put("GOCACHE", System.getenv().getOrDefault("GOCACHE", mine + "/.cache/go-build"));
    variables.put("GOPATH", System.getenv().getOrDefault("GOPATH", mine + "/go"));
  }

  /** The folder where programs run. */
  Path home() {
    return home;
  }

  /** Sets a variable of the programs' environment. */
  Shell with(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /** Writes a file in the folder. */
  Path write(String name, String text) {
    try {
      Path file = home.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs one and waits for its end.
   *
   * @return its standard output
   * @throws AssertionError with all that it said, if it did not end with 0
   */
  String run(Program program, String... arguments) {
    List<String> command = command(program, arguments);
    try {
      File errors = Files.createTempFile(home, "stderr", ".log").toFile();
      Process process = builder(command).redirectError(errors).start();
      String output = new String(process.getInputStream().readAllBytes());
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      if (!ended) {
        process.destroyForcibly();
      }
      if (!ended || process.exitValue() != 0) {
        throw new AssertionError(
            String.join(" ", command)
                + (ended ? " ended with " + process.exitValue() : " did not end")
                + ":\n"
                + output
                + Files.readString(errors.toPath()));
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Starts a server, which writes to the file {@code log} in the folder. */
  Process start(Program program, String... arguments) {
    try {
      return builder(command(program, arguments))
          .redirectErrorStream(true)
          .redirectOutput(home.resolve("log").toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes the folder, when no program uses it any more. */
  void delete() {
    try (Stream<Path> files = Files.walk(home)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException | UncheckedIOException e) {
      // Left to the system's cleaning of temporary files.
    }
  }

  private static List<String> command(Program program, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(program.path().toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().putAll(variables);
    return builder;
  }
}
