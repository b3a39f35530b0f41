package dev.tagfast.intake.source;

import java.util.Optional;
import java.util.Set;

/**
 * What a caller may speak of.
 *
 * @param registries configured names of registries; absent: all listed ones
 * @param defaultHost the host meant where none is named
 */
public record SourceScope(Optional<Set<String>> registries, Optional<String> defaultHost) {
  /** Copies the set. */
  public SourceScope {
    registries = registries.map(Set::copyOf);
  }

  /** Whether the caller may speak of the registry with this configured name. */
  boolean covers(String registry) {
    return registries.map(names -> names.contains(registry)).orElse(true);
  }
}
