package dev.tagfast.bench;

import dev.tagfast.demo.AppProcess;
import dev.tagfast.image.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * The same event many times over: what a process holds that has served for a while.
 *
 * @param perSecond events answered per second
 * @param rss memory after the last, in MiB
 */
record Many(double perSecond, long rss) {
  static final int EVENTS = 6_000;
  static final int SENDERS = 8;

  static Many measure(AppProcess app, FirstEvent event, Digest digest) {
    event.untilAnswered(app, digest);
    Callable<Void> sender =
        () -> {
          for (int i = 0; i < EVENTS / SENDERS; i++) {
            event.once(app, digest);
          }
          return null;
        };
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Void>> senders = IntStream.range(0, SENDERS).mapToObj(_ -> sender).toList();
      for (Future<Void> each : threads.invokeAll(senders)) {
        each.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure
          ? new UncheckedIOException(failure)
          : new IllegalStateException(e.getCause());
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Many(EVENTS / seconds, Memory.mebibytes(app.process().pid()));
  }

  @Override
  public String toString() {
    return "%d MiB, %.0f events per second".formatted(rss, perSecond);
  }
}
