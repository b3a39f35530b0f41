package dev.tagfast.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** What several starts took. */
final class Runs {
  private final List<Run> runs = new ArrayList<>();

  /**
   * One start.
   *
   * @param wall exec to the answer, in milliseconds
   * @param cpu the processor's time of the process until then, in milliseconds
   * @param rss its memory then, in MiB
   */
  record Run(long wall, long cpu, long rss) {
    static Run of(Duration wall, Process process) {
      long cpu = process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
      return new Run(wall.toMillis(), cpu, Memory.mebibytes(process.pid()));
    }
  }

  void add(Run run) {
    runs.add(run);
  }

  String wall() {
    return spread(Run::wall);
  }

  String cpu() {
    return spread(Run::cpu);
  }

  String rss() {
    return Long.toString(median(Run::rss));
  }

  double wallRatio(Runs other) {
    return (double) median(Run::wall) / other.median(Run::wall);
  }

  double cpuRatio(Runs other) {
    return (double) median(Run::cpu) / other.median(Run::cpu);
  }

  private String spread(ToLongFunction<Run> what) {
    return "%d (%d to %d)"
        .formatted(
            median(what),
            runs.stream().mapToLong(what).min().orElseThrow(),
            runs.stream().mapToLong(what).max().orElseThrow());
  }

  private long median(ToLongFunction<Run> what) {
    return runs.stream().mapToLong(what).sorted().skip(runs.size() / 2).findFirst().orElseThrow();
  }
}
