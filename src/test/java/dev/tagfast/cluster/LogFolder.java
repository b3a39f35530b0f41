package dev.tagfast.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The logs of this run's cluster, audit log included: kept where a test failed. */
public final class LogFolder {
  /** One per process: two runs in one work tree must not share. */
  public static final Path PATH = Path.of("target/cluster-logs/" + ProcessHandle.current().pid());

  // A property and not a field: Quarkus loads this class a second time.
  private static final String WANTED = "dev.tagfast.cluster.logs.wanted";

  private LogFolder() {}

  /** From now on they are kept. */
  public static void keep() {
    System.setProperty(WANTED, "true");
  }

  /** When this JVM ends, the cluster ends, and its logs go unless they are wanted. */
  static void deleteAtExit(Process launcher) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(launcher)));
  }

  /** Ends the cluster, and its logs; a second time there is nothing left to do. */
  static void end(Process launcher) {
    try {
      launcher.getOutputStream().close();
      boolean ended = launcher.waitFor(20, TimeUnit.SECONDS);
      if (ended && !Boolean.getBoolean(WANTED)) {
        try (Stream<Path> files = Files.walk(PATH)) {
          files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // What stays is below target, which `make clean` removes.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
