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
 * A file of secrets, one per line. It is read again after each change, so secrets rotate without a
 * restart. The check for a change costs one system call per request.
 */
final class SecretFile {
  private static final Logger LOG = Logger.getLogger(SecretFile.class);

  /**
   * The attributes that change with a file: Kubernetes swaps a link, and an editor writes a new
   * file or the same one.
   */
  private record FileVersion(Object modified, long size, @Nullable Object key) {
    static FileVersion of(Path file) throws IOException {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileVersion(now.lastModifiedTime(), now.size(), now.fileKey());
    }
  }

  private final Path file;
  private final boolean isHeader;
  private @Nullable FileVersion version;
  private List<Secret> secrets = List.of();
  private boolean warned;

  /**
   * Reads the file.
   *
   * @param isHeader whether a header carries the secrets
   * @throws IOException if the file cannot be read
   */
  SecretFile(Path file, boolean isHeader) throws IOException {
    this.file = file;
    this.isHeader = isHeader;
    refresh();
  }

  /** Returns the current secrets; the last ones read while the file cannot be read. */
  synchronized List<Secret> secrets() {
    try {
      refresh();
      warned = false;
    } catch (IOException e) {
      if (!warned) {
        LOG.warnf(
            "%s cannot be read (%s); the secrets read before are good until it can",
            file, e.getClass().getSimpleName());
        warned = true;
      }
    }
    return secrets;
  }

  private void refresh() throws IOException {
    FileVersion now = FileVersion.of(file);
    if (Objects.equals(now, version)) {
      return;
    }
    secrets =
        Files.readAllLines(file).stream()
            .map(line -> Secret.text(line, isHeader))
            .filter(line -> !line.isBlank())
            .map(Secret::new)
            .toList();
    version = now;
    if (secrets.isEmpty()) {
      LOG.warnf("%s has no secret in it; nobody who needs one of it comes in", file);
    }
  }

  @Override
  public String toString() {
    return "secrets of " + file;
  }
}
