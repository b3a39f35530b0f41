package dev.tagfast.bench;

import dev.tagfast.demo.AppProcess;
import dev.tagfast.demo.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * {@code make bench}: the packaged application between a real registry and the mock API server. The
 * mock answers in this process, so absolute figures are of this set-up; the ratios travel.
 */
public final class Bench {
  private Bench() {}

  /**
   * @param args nothing
   */
  public static void main(String[] args) {
    Instant start = Instant.now();
    Table table = new Table(System.out);
    System.out.println("Measuring; this takes some minutes ...\n");
    try (Stage stage = Stage.unwired()) {
      Latency.measure(stage).print(table);
      Throughput.measure(stage).print(table);
      table.row(
          "memory (RSS) after all that",
          Memory.mebibytes(stage.app().process().pid()) + " MiB",
          "no heap limit set");
      Startup.measure(stage).print(table);
      backlog(table);
      crowd(table);
    } catch (RuntimeException e) {
      System.out.println("The bench broke off: " + e.getMessage());
      System.exit(1);
    }
    System.out.printf("%nTook %d s.%n", Duration.between(start, Instant.now()).toSeconds());
    System.exit(0);
  }

  /**
   * On a real API server, which only a machine with Go can build. The build before, if one is
   * named, gets a smaller backlog: up to 0.1.0 it drained two a second.
   */
  private static void backlog(Table table) {
    List<String> processors = List.of("-XX:ActiveProcessorCount=2");
    String before = System.getProperty("bench.before", "");
    if (!before.isEmpty()) {
      Backlog.measure(table, "before", 100, AppProcess.java(Path.of(before), processors));
    }
    Path ours = Path.of("target/quarkus-app/quarkus-run.jar");
    Backlog.measure(table, "now", 1000, AppProcess.java(ours, processors));
  }

  /** Last, because ten thousand Deployments are a burden for whatever comes after. */
  private static void crowd(Table table) {
    String before = System.getProperty("bench.before", "");
    if (!before.isEmpty()) {
      Crowd.measure(table, "before", AppProcess.java(Path.of(before), List.of()));
    }
    Crowd.measure(
        table, "now", AppProcess.java(Path.of("target/quarkus-app/quarkus-run.jar"), List.of()));
  }
}
