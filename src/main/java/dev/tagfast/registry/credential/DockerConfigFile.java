package dev.tagfast.registry.credential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * A docker config file that may change while Tagfast runs, such as a mounted Secret or a rotated
 * token. It is read again when its modification time changes. While it cannot be read, its last
 * valid content is used.
 */
final class DockerConfigFile implements Keychain {
  private static final Logger LOG = Logger.getLogger(DockerConfigFile.class);

  private final Path file;
  private FileTime modified;
  private DockerConfig content;

  /**
   * Reads the file.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is no docker config
   */
  DockerConfigFile(Path file) throws IOException {
    this.file = file;
    // Reads the time first: a change between the two reads is then found by the next look-up.
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
