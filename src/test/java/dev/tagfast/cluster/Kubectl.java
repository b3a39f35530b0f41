package dev.tagfast.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a person at a terminal does and sees. */
public final class Kubectl {
  private final Path program;
  private final Path kubeconfig;

  /**
   * One that acts as this kubeconfig says.
   *
   * @param program its path, or its name where it is on the {@code PATH}
   */
  public Kubectl(Path program, Path kubeconfig) {
    this.program = program;
    this.kubeconfig = kubeconfig;
  }

  /** Says where the cluster is, and who asks. */
  public Path kubeconfig() {
    return kubeconfig;
  }

  /**
   * What it printed.
   *
   * @param status 0: it succeeded
   * @param output both channels, as a person sees them
   */
  public record Answer(int status, String output) {}

  /**
   * @return what it printed
   * @throws AssertionError if it failed
   */
  public String run(String... words) {
    Answer answer = tryWith("", words);
    if (answer.status() != 0) {
      throw new AssertionError("kubectl " + String.join(" ", words) + ":\n" + answer.output());
    }
    return answer.output();
  }

  /**
   * Types a line as a document prints it; a shell reads its quotes.
   *
   * @return what it printed
   * @throws AssertionError if it failed
   */
  public String type(String line) {
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", line);
    Path folder = program.toAbsolutePath().getParent();
    if (program.getNameCount() > 1 && folder != null) {
      shell.environment().merge("PATH", folder.toString(), (path, ours) -> ours + ":" + path);
    }
    Answer answer = answer(shell, "");
    if (answer.status() != 0) {
      throw new AssertionError(line + ":\n" + answer.output());
    }
    return answer.output();
  }

  /**
   * @param input for {@code -f -}
   */
  public Answer tryWith(String input, String... words) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(words));
    return answer(new ProcessBuilder(command), input);
  }

  private Answer answer(ProcessBuilder builder, String input) {
    builder.redirectErrorStream(true);
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    try {
      Process process = builder.start();
      try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
        stdin.write(input);
      }
      // Killed from aside: reading its output waits as long as it lives.
      process
          .onExit()
          .orTimeout(30, TimeUnit.SECONDS)
          .exceptionally(_ -> process.destroyForcibly());
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return new Answer(process.exitValue(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
