package dev.tagfast.registry.credential;

import java.util.Collection;
import java.util.Optional;

/** Where the credential for a repository comes from. */
@FunctionalInterface
public interface Keychain {
  /** Nothing to show. */
  Keychain EMPTY = (hosts, path) -> Optional.empty();

  /**
   * @param hosts all names of the registry
   * @param path of the repository
   */
  Optional<Credential> find(Collection<String> hosts, String path);
}
