package dev.tagfast.bench;

import dev.tagfast.demo.Stage;
import java.time.Duration;
import java.time.Instant;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import dev.tagfast.demo.AppProcess;

/**
 * {@code make bench}: the packaged application between a real registry and the mock API server. The
 * mock answers in this process, so absolute figures are of this set-up; the ratios travel.
 */
public final class Bench {
  private static final String OURS = "target/quarkus-app/quarkus-run.jar";
  private static final String TWO_PROCESSORS = "-XX:ActiveProcessorCount=2";

  private Bench() {}

  /**
   * @param args nothing
   */
  public static void main(String[] args) {
    Instant start = Instant.now();
    Table table = new Table(System.out);
    System.out.println("Measuring; this takes about a minute ...\n");
    try (Stage stage = Stage.unwired()) {
      Latency.measure(stage).print(table);
      Throughput.measure(stage).print(table);
      table.row(
          "memory (RSS) after all that",
          Memory.mebibytes(stage.app().process().pid()) + " MiB",
          "no heap limit set");
      Startup.measure(stage).print(table);
      backlog(table);
    } catch (RuntimeException e) {
      System.out.println("The bench broke off: " + e.getMessage());
      System.exit(1);
    }
    System.out.printf("%nTook %d s.%n", Duration.between(start, Instant.now()).toSeconds());
    System.exit(0);
  }

  /** On a real API server, which only a machine with Go can build. */
  private static void backlog(Table table) {
    for (String jar : Stream.of(System.getProperty("bench.before", ""), OURS).toList()) {
      if (!jar.isEmpty()) {
        String name = jar.equals(OURS) ? "this build" : "the build before";
        Backlog.measure(table, name, AppProcess.java(Path.of(jar), List.of(TWO_PROCESSORS)));
      }
    }
  }
}
