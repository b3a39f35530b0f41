package dev.tagfast.bench;

import dev.tagfast.demo.Stage;
import dev.tagfast.image.Digest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Events per second with several senders, each with a tag of its own, for some seconds. */
final class Throughput {
  private static final int SENDERS = 8;
  private static final Duration LASTS = Duration.ofSeconds(8);

  private final double unchanged;
  private final double changing;

  private Throughput(double unchanged, double changing) {
    this.unchanged = unchanged;
    this.changing = changing;
  }

  static Throughput measure(Stage stage) {
    try (Sender sender = new Sender(stage)) {
      List<MovingTag> tags =
          IntStream.range(0, SENDERS)
              .mapToObj(i -> new MovingTag(stage, sender, "many-" + i))
              .toList();
      double changing = perSecond(tags, tag -> () -> tag.tellMoved(sender, tag.move()));
      double unchanged =
          perSecond(
              tags,
              tag -> {
                Digest now = tag.move();
                tag.tellMoved(sender, now);
                return () -> tag.tellUnchanged(sender, now);
              });
      return new Throughput(unchanged, changing);
    }
  }

  void print(Table table) {
    String senders =
        "%d senders, %d cores for all of it"
            .formatted(SENDERS, Runtime.getRuntime().availableProcessors());
    table.row("events per second, nothing new", "%.0f".formatted(unchanged), senders);
    table.row(
        "events per second, each moves a tag",
        "%.0f".formatted(changing),
        senders + ", the registry's own PUT included");
  }

  private interface Load {
    /** Prepares a sender; what it returns is done over and over. */
    Runnable of(MovingTag tag);
  }

  private static double perSecond(List<MovingTag> tags, Load load) {
    List<Runnable> events = tags.stream().map(load::of).toList();
    long start = System.nanoTime();
    long end = start + LASTS.toNanos();
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> tasks =
          events.stream().<Callable<Integer>>map(event -> () -> repeat(event, end)).toList();
      int sent = 0;
      for (Future<Integer> task : senders.invokeAll(tasks)) {
        sent += task.get();
      }
      return sent / ((System.nanoTime() - start) / 1e9);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static int repeat(Runnable event, long end) {
    int sent = 0;
    while (System.nanoTime() < end) {
      event.run();
      sent++;
    }
    return sent;
  }
}
