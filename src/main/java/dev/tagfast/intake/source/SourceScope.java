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

  /**
   * The one registry that the caller speaks of, by its configured name; absent: several, and the
   * event must say which.
   */
  Optional<String> only() {
    return registries.filter(names -> names.size() == 1).map(names -> names.iterator().next());
  }

  /** Whether events may name the registry with this configured name. */
  boolean covers(String registry) {
    return registries.map(names -> names.contains(registry)).orElse(true);
  }
}
