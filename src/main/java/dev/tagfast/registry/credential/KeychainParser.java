package dev.tagfast.registry.credential;

import dev.tagfast.settings.Settings;
import dev.tagfast.settings.WrongSetting;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Parses the credentials of a registry. Messages name settings and never show their content.
 *
 * @param prefix the name of the setting that holds the credentials
 */
public record KeychainParser(String prefix, Settings.Credentials settings) {
  /**
   * @throws WrongSetting if the settings contradict each other or cannot be read
   */
  public Keychain parsed() {
    boolean pair = settings.username().isPresent() || settings.password().isPresent();
    long sources =
        Stream.of(
                pair, settings.dockerConfig().isPresent(), settings.dockerConfigFile().isPresent())
            .filter(given -> given)
            .count();
    if (sources > 1) {
      throw new WrongSetting(
          prefix
              + " is set in more than one way; write either "
              + prefix
              + ".username and .password, or .docker-config-file, or .docker-config.");
    }
    if (pair) {
      return pair();
    }
    return settings
        .dockerConfigFile()
        .map(this::file)
        .or(() -> settings.dockerConfig().map(this::inline))
        .orElse(Keychain.EMPTY);
  }

  private Keychain pair() {
    String user = settings.username().orElseThrow(() -> missing("username", "password"));
    String password = settings.password().orElseThrow(() -> missing("password", "username"));
    if (user.isBlank() || user.indexOf(':') >= 0) {
      throw new WrongSetting(
          prefix + ".username is blank or has a colon; write the user name alone.");
    }
    Optional<Credential> credential = Optional.of(new Credential.UserAndPassword(user, password));
    return (hosts, path) -> credential;
  }

  private WrongSetting missing(String property, String given) {
    return new WrongSetting(
        "%s.%s is set and %s.%s is not; write both.".formatted(prefix, given, prefix, property));
  }

  private Keychain file(String path) {
    try {
      return new DockerConfigFile(Path.of(path));
    } catch (IOException | InvalidPathException e) {
      throw new WrongSetting(
          prefix + ".docker-config-file names a file that cannot be read; write its path.");
    } catch (IllegalArgumentException e) {
      throw notDockerConfig("docker-config-file", e);
    }
  }

  private Keychain inline(String json) {
    try {
      return DockerConfig.parse(json);
    } catch (IllegalArgumentException e) {
      throw notDockerConfig("docker-config", e);
    }
  }

  private WrongSetting notDockerConfig(String property, IllegalArgumentException e) {
    return new WrongSetting(
        "%s.%s is %s; write a docker config: {\"auths\":{\"<host>\":{\"auth\":\"<base64>\"}}}."
            .formatted(prefix, property, e.getMessage()));
  }
}
