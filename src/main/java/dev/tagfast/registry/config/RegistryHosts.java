package dev.tagfast.registry.config;

import dev.tagfast.image.Repository;
import java.util.Optional;

/**
 * The listed registries by their several names: {@code localhost:5001} and {@code
 * registry.svc:5000} may be one.
 */
public interface RegistryHosts {
  /**
   * The repository on the canonical host of its registry; unchanged where no listed registry has
   * that host.
   */
  Repository canonical(Repository repository);

  /**
   * The configured name of the registry with this host or alias; empty: it is not listed, and never
   * asked.
   */
  Optional<String> nameOf(String host);

  /** The canonical host of the registry with this configured name. */
  Optional<String> hostOf(String name);
}
