package dev.tagfast.intake.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A file with secrets, one a line. It is read again when it was changed, so that secrets can be
 * rotated without a restart; asking whether it was is one system call a request.
 */
final class SecretFile {
  private static final Logger LOG = Logger.getLogger(SecretFile.class);

  /** What changes with a file: Kubernetes swaps a link, an editor writes another or the same. */
  private record Mark(Object modified, long size, @Nullable Object key) {
    static Mark of(Path file) throws IOException {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new Mark(now.lastModifiedTime(), now.size(), now.fileKey());
    }
  }

  private final Path file;
  private @Nullable Mark mark;
  private List<Secret> secrets = List.of();
  private boolean complained;

  /**
   * @throws IOException if it cannot be read
   */
  SecretFile(Path file) throws IOException {
    this.file = file;
    refresh();
  }

  /** The secrets that are good now: those read last, while the file cannot be read. */
  synchronized List<Secret> secrets() {
    try {
      refresh();
      complained = false;
    } catch (IOException e) {
      if (!complained) {
        LOG.warnf(
            "%s cannot be read (%s); the secrets read before are good until it can",
            file, e.getClass().getSimpleName());
        complained = true;
      }
    }
    return secrets;
  }

  private void refresh() throws IOException {
    Mark now = Mark.of(file);
    if (Objects.equals(now, mark)) {
      return;
    }
    secrets =
        Files.readAllLines(file).stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .map(Secret::new)
            .toList();
    mark = now;
    if (secrets.isEmpty()) {
      LOG.warnf("%s has no secret in it; nobody who needs one of it comes in", file);
    }
  }

  @Override
  public String toString() {
    return "secrets of " + file;
  }
}
