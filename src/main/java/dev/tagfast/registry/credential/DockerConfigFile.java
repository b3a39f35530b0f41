package dev.tagfast.registry.credential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * A docker config that others rewrite while we run: a mounted Secret, a rotated token. It is read
 * again when its modification time changes; while it cannot be read, the last good content is used.
 */
final class DockerConfigFile implements Keychain {
  private static final Logger LOG = Logger.getLogger(DockerConfigFile.class);

  private final Path file;
  private FileTime modified;
  private DockerConfig content;

  /**
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is no docker config
   */
  DockerConfigFile(Path file) throws IOException {
    this.file = file;
    // The time first: a change in between is then seen as a change.
    this.modified = Files.getLastModifiedTime(file);
    this.content = DockerConfig.parse(Files.readString(file));
  }

  @Override
  public synchronized Optional<Credential> find(Collection<String> hosts, String path) {
    try {
      FileTime now = Files.getLastModifiedTime(file);
      if (!now.equals(modified)) {
        content = DockerConfig.parse(Files.readString(file));
        modified = now;
      }
    } catch (IOException e) {
      LOG.warnf("%s cannot be read; its last content is used: %s", file, e.getClass().getName());
    } catch (IllegalArgumentException e) {
      LOG.warnf("%s is %s; its last content is used", file, e.getMessage());
    }
    return content.find(hosts, path);
  }
}
