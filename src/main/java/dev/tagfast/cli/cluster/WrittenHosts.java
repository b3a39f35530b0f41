package dev.tagfast.cli.cluster;

import dev.tagfast.image.Repository;
import dev.tagfast.image.TagCase;
import dev.tagfast.registry.config.RegistryHosts;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Registries as images write them: a person may not read Tagfast's settings, where aliases are. */
final class WrittenHosts implements RegistryHosts {
  static final RegistryHosts ALL = new WrittenHosts();

  private WrittenHosts() {}

  @Override
  public Repository canonical(Repository repository) {
    return repository;
  }

  @Override
  public TagCase tagCaseOf(String host) {
    return TagCase.KEEP;
  }

  @Override
  public Optional<String> nameOf(String host) {
    return Optional.empty();
  }

  @Override
  public Optional<String> hostOf(String name) {
    return Optional.empty();
  }

  @Override
  public SortedMap<String, String> listed() {
    return Collections.unmodifiableSortedMap(new TreeMap<>());
  }
}
