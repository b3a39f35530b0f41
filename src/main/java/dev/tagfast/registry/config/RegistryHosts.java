package dev.tagfast.registry.config;

import dev.tagfast.image.Repository;
import java.util.Optional;

/**
 * Maps the hosts of listed registries: one registry may have several, such as {@code
 * localhost:5001} and {@code registry.svc:5000}.
 */
public interface RegistryHosts {
  /**
   * The repository on the canonical host of its registry; unchanged if no listed registry has its
   * host.
   */
  Repository canonical(Repository repository);

  /** The configured name of the registry with this host or alias; empty: it is not listed. */
  Optional<String> nameOf(String host);

  /** The canonical host of the registry with this configured name; empty: there is none. */
  Optional<String> hostOf(String name);
}
