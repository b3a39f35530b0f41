package dev.tagfast.registry.config;

import dev.tagfast.image.Repository;
import dev.tagfast.image.TagCase;
import dev.tagfast.settings.Settings;
import dev.tagfast.settings.WrongSetting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The registries that the operator listed. A registry that is not in here is never asked (invariant
 * 5).
 */
@ApplicationScoped
public class RegistryCatalog implements RegistryHosts {
  private final Map<String, ListedRegistry> byName = new HashMap<>();
  private final Map<String, ListedRegistry> byHost = new HashMap<>();

  /**
   * Parses the settings of all registries.
   *
   * @throws WrongSetting if a setting is not valid, or two registries share a host
   */
  @Inject
  public RegistryCatalog(Settings settings) {
    // Sorted by name, so that the same mistake always gives the same message.
    new TreeMap<>(settings.registries())
        .forEach((name, registry) -> add(RegistryParser.parse(name, registry)));
  }

  @Override
  public Repository canonical(Repository repository) {
    return find(repository.host()).map(found -> repository.at(found.host())).orElse(repository);
  }

  @Override
  public TagCase tagCaseOf(String host) {
    return find(host).map(ListedRegistry::tagCase).orElse(TagCase.KEEP);
  }

  @Override
  public Optional<String> nameOf(String host) {
    try {
      return find(Repository.canonicalHost(host)).map(ListedRegistry::name);
    } catch (IllegalArgumentException e) {
      // Text from an event may be no valid host; then it is not listed either.
      return Optional.empty();
    }
  }

  @Override
  public Optional<String> hostOf(String name) {
    return Optional.ofNullable(byName.get(name)).map(ListedRegistry::host);
  }

  /** The registry with this host or alias. */
  public Optional<ListedRegistry> find(String host) {
    return Optional.ofNullable(byHost.get(host));
  }

  /** All of them, by name. */
  public Collection<ListedRegistry> all() {
    return new TreeMap<>(byName).values();
  }

  private void add(ListedRegistry registry) {
    byName.put(registry.name(), registry);
    addHost(registry, registry.host(), "host");
    registry.aliases().forEach(alias -> addHost(registry, alias, "aliases"));
  }

  private void addHost(ListedRegistry registry, String host, String property) {
    ListedRegistry other = byHost.putIfAbsent(host, registry);
    if (other != null) {
      throw new WrongSetting(
          "%s has %s, which already belongs to tagfast.registries.%s; write each host under one registry."
              .formatted(registry.setting(property), host, other.name()));
    }
  }
}
