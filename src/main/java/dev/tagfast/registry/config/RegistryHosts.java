package dev.tagfast.registry.config;

import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagCase;
import dev.tagfast.image.TagKey;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Maps the names of listed registries to those that the ledger uses. One registry may have several,
 * such as {@code localhost:5001} and {@code registry.svc:5000}.
 */
public interface RegistryHosts {
  /**
   * The repository on the canonical host of its registry; unchanged if no listed registry has its
   * host.
   */
  Repository canonical(Repository repository);

  /** How the registry with this canonical host compares tags; as the specification if unlisted. */
  TagCase tagCaseOf(String host);

  /**
   * The key of a tag that somebody names: on the canonical host, and as the registry stores the
   * tag. Every key that is made of outside text comes from here; another one would miss the
   * ledger's entry.
   */
  default TagKey key(Repository repository, Tag tag) {
    Repository canonical = canonical(repository);
    return new TagKey(canonical, tagCaseOf(canonical.host()).stored(tag));
  }

  /**
   * The configured name of the registry with this host or alias, with or without the port that its
   * scheme implies; empty: it is not listed.
   */
  Optional<String> nameOf(String host);

  /** The canonical host of the registry with this configured name; empty: there is none. */
  Optional<String> hostOf(String name);

  /** The canonical hosts of all listed registries by their configured names, in their order. */
  SortedMap<String, String> listed();
}
