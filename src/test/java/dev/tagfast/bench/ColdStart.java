package dev.tagfast.bench;

import dev.tagfast.demo.AppProcess;
import dev.tagfast.demo.Ports;
import dev.tagfast.image.Digest;
import dev.tagfast.ledger.kubernetes.ImageTag;
import dev.tagfast.testing.ImagePusher;
import dev.tagfast.testing.MockApi;
import dev.tagfast.testing.RegistryProcess;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code make bench-coldstart}: exec of the process to its first event answered, in which a real
 * registry was asked and the ledger written, for every package that was built and for a bare
 * application of the same extensions. In turn, so that whatever slows the machine slows all. Then
 * each package's memory after many events.
 *
 * <p>{@code -Druns=15} for more runs; {@code -Doptions=…} as in {@link Packaged}.
 */
public final class ColdStart implements AutoCloseable {
  private static final int RUNS = Integer.getInteger("runs", 9);
  private static final Path BARE_TARGET = Path.of("target/bare-app/target").toAbsolutePath();
  private static final Path BARE = BARE_TARGET.resolve("quarkus-app");

  private final MockApi api = MockApi.start();
  private final RegistryProcess registry = RegistryProcess.open();
  private final Digest digest;

  private ColdStart() {
    try (ImagePusher pusher = ImagePusher.to(registry.uri())) {
      digest = pusher.push("pizza", FirstEvent.TAG, "quattro formaggi");
    }
  }

  /**
   * @param args nothing
   */
  public static void main(String[] args) {
    try (ColdStart bench = new ColdStart()) {
      bench.measure();
    } catch (RuntimeException e) {
      System.out.println("The bench broke off: " + e.getMessage());
      System.exit(1);
    }
    System.exit(0);
  }

  private record Subject(FirstEvent event, Class<? extends HasMetadata> writes) {}

  private void measure() {
    Map<Packaged, Subject> subjects = new LinkedHashMap<>();
    Subject bare = new Subject(FirstEvent.ofBare(api, registry), ConfigMap.class);
    train(bare);
    subjects.put(Packaged.cached("a bare application, JVM with AOT cache", BARE).getFirst(), bare);
    Packaged.nativeExecutables("a bare application, native", BARE_TARGET)
        .forEach(found -> subjects.put(found, bare));
    Subject ours = new Subject(FirstEvent.ofTagfast(api, registry), ImageTag.class);
    Packaged.ofTagfast().forEach(found -> subjects.put(found, ours));
    Map<Packaged, Runs> results = new LinkedHashMap<>();
    // The first round fills the page cache and counts for nobody.
    subjects.forEach(this::once);
    for (int run = 0; run < RUNS; run++) {
      subjects.forEach(
          (what, subject) ->
              results.computeIfAbsent(what, _ -> new Runs()).add(once(what, subject)));
    }
    print(results);
    System.out.printf("%n  %,d events more by %d senders:%n%n", Many.EVENTS, Many.SENDERS);
    subjects.forEach(
        (what, subject) ->
            System.out.printf("  %-44s %s%n", what.name(), many(what, subject.event())));
  }

  private Many many(Packaged what, FirstEvent event) {
    try (AppProcess app = new AppProcess(Ports.free(), event.settings(), what.command().stream())) {
      return Many.measure(app, event, digest);
    }
  }

  private Runs.Run once(Packaged what, Subject subject) {
    api.client().resources(subject.writes()).delete();
    int port = Ports.free();
    long start = System.nanoTime();
    try (AppProcess app =
        new AppProcess(port, subject.event().settings(), what.command().stream())) {
      subject.event().untilAnswered(app, digest);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      Runs.Run run = Runs.Run.of(took, app.process());
      if (api.client().resources(subject.writes()).list().getItems().isEmpty()) {
        throw new IllegalStateException(what.name() + " wrote nothing:\n" + app.readLog());
      }
      return run;
    }
  }

  /** As ours was by {@code make package-aot}: by the very event. */
  private void train(Subject bare) {
    Path cache = BARE.resolve(Packaged.CACHE);
    if (Files.exists(cache)) {
      return;
    }
    List<String> output = List.of("-XX:AOTCacheOutput=" + cache);
    Packaged training = Packaged.jvm("the training of the bare application", BARE, output);
    try (AppProcess app =
        new AppProcess(Ports.free(), bare.event().settings(), training.command().stream())) {
      bare.event().untilAnswered(app, digest);
      app.process().destroy();
      app.process().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void print(Map<Packaged, Runs> results) {
    System.out.printf(
        """

        Start of the process to its first event answered; %d runs each, in turn; median (least to most).
        The processor's time depends less on what else runs here.

          %-44s %20s %20s %13s %10s
        """,
        RUNS, "", "answer [ms]", "processor [ms]", "ratios", "RSS [MiB]");
    results.forEach(
        (what, runs) -> {
          Runs bare = bareLike(what, results);
          System.out.printf(
              "  %-44s %20s %20s %6.2f %6.2f %10s%n",
              what.name(),
              runs.wall(),
              runs.cpu(),
              runs.wallRatio(bare),
              runs.cpuRatio(bare),
              runs.rss());
        });
  }

  /** Of the bare application what was built in the same way, or else with the cache. */
  private static Runs bareLike(Packaged what, Map<Packaged, Runs> results) {
    return results.entrySet().stream()
        .filter(each -> each.getKey().name().startsWith("a bare application"))
        .filter(each -> each.getKey().isNative() == what.isNative())
        .findFirst()
        .or(() -> results.entrySet().stream().findFirst())
        .orElseThrow()
        .getValue();
  }

  @Override
  public void close() {
    registry.close();
    api.close();
  }
}
