package dev.tagfast.bench;

import dev.tagfast.demo.AppProcess;
import dev.tagfast.demo.Poll;
import dev.tagfast.demo.Ports;
import dev.tagfast.demo.Stage;
import dev.tagfast.image.Digest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Start of the process to its first event answered: registry asked, ledger read, nothing new. */
final class Startup {
  private static final int RUNS = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Samples answered = new Samples();
  private final List<Long> memory = new ArrayList<>();

  /** Starts further copies of the application beside the one on the stage, one after the other. */
  static Startup measure(Stage stage) {
    Startup result = new Startup();
    Digest digest = stage.pusher().push("start", "1.0.0", "start");
    try (Sender sender = new Sender(stage)) {
      sender.tell("start", "1.0.0", digest);
      for (int i = 0; i < RUNS; i++) {
        result.run(stage, digest);
      }
    }
    return result;
  }

  void print(Table table) {
    table.row(
        "start to first event answered, JVM",
        "%.0f ms".formatted(answered.percentile(50)),
        "median of %d, worst %.0f ms".formatted(answered.count(), answered.percentile(100)));
    table.row(
        "memory (RSS) after the first event",
        memory.stream().sorted().skip(RUNS / 2).findFirst().orElseThrow() + " MiB",
        "median of %d, no heap limit set".formatted(RUNS));
  }

  private void run(Stage stage, Digest digest) {
    int port = Ports.free();
    long start = System.nanoTime();
    try (AppProcess app =
            new AppProcess(port, stage.settings(), List.of("-XX:ActiveProcessorCount=2"));
        Sender sender = new Sender(stage)) {
      boolean came =
          Poll.until(
              PATIENCE,
              () ->
                  sender
                      .tell(
                          app.uri().resolve("/webhooks/" + Stage.SOURCE), "start", "1.0.0", digest)
                      .contains("Unchanged"));
      if (!came) {
        throw new IllegalStateException("no answer. The log:\n" + app.readLog());
      }
      answered.add(Duration.ofNanos(System.nanoTime() - start));
      memory.add(Memory.mebibytes(app.process().pid()));
    }
  }
}
