package dev.tagfast.cli;

import dev.tagfast.cli.cluster.KubernetesAccess;
import dev.tagfast.cli.view.Paint;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Starts {@code kubectl tagfast}. */
public final class Main {
  private static final int WIDTH = 80;
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private Main() {}

  /** Runs one command; the process ends with its exit code. */
  public static void main(String[] args) {
    // What is logged below is for operators of the function; a person gets sentences.
    System.setProperty("org.jboss.logging.provider", "jdk");
    java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.OFF);
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    Map<String, String> environment = System.getenv();
    Shell shell =
        new Shell(
            environment.getOrDefault("TAGFAST_CALLED_AS", "kubectl tagfast"),
            out,
            err,
            answer(terminal),
            new Paint(terminal.isPresent() && environment.getOrDefault("NO_COLOR", "").isEmpty()),
            width(environment),
            InstantSource.system(),
            KubernetesAccess::open,
            Main::pause);
    int code = CommandTree.run(shell, args);
    out.flush();
    System.exit(code);
  }

  private static Supplier<Optional<String>> answer(Optional<Console> terminal) {
    return () -> terminal.flatMap(console -> Optional.ofNullable(console.readLine()));
  }

  private static int width(Map<String, String> environment) {
    try {
      return Math.max(40, Integer.parseInt(environment.getOrDefault("COLUMNS", "")));
    } catch (NumberFormatException _) {
      return WIDTH;
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
