package dev.tagfast.registry.credential;

import java.util.Collection;
import java.util.Optional;

/** A source of credentials. */
@FunctionalInterface
public interface Keychain {
  /** A keychain without credentials. */
  Keychain EMPTY = (hosts, path) -> Optional.empty();

  /**
   * The credentials of a docker config, such as a pull Secret holds.
   *
   * @throws IllegalArgumentException if it is none; the message shows none of the text
   */
  static Keychain ofDockerConfig(String json) {
    return DockerConfig.parse(json);
  }

  /**
   * Finds the credential for a repository.
   *
   * @param hosts all hosts of the registry
   * @param path path of the repository
   */
  Optional<Credential> find(Collection<String> hosts, String path);
}
