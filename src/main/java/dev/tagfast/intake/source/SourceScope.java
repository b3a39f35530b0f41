package dev.tagfast.intake.source;

import java.util.Optional;
import java.util.Set;

/**
 * The registries that a caller's events may name.
 *
 * @param registries configured names of registries; absent: all listed ones
 * @param defaultHost the host of events that name none
 */
public record SourceScope(Optional<Set<String>> registries, Optional<String> defaultHost) {
  public SourceScope {
    registries = registries.map(Set::copyOf);
  }

  /** Whether events may name the registry with this configured name. */
  boolean covers(String registry) {
    return registries.map(names -> names.contains(registry)).orElse(true);
  }
}
