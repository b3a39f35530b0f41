package dev.tagfast.registry.config;

import dev.tagfast.image.Repository;
import dev.tagfast.image.TagCase;
import dev.tagfast.settings.Settings;
import dev.tagfast.settings.WrongSetting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
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
    addImplied();
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

  @Override
  public SortedMap<String, String> listed() {
    SortedMap<String, String> listed = new TreeMap<>();
    byName.forEach((name, registry) -> listed.put(name, registry.host()));
    return listed;
  }

  /** The registry with this host or alias, with or without the port that its scheme implies. */
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

  /**
   * Adds the names that a port makes. A name that is written under a registry is that registry's,
   * and one that two registries imply is neither's.
   */
  private void addImplied() {
    Map<String, ListedRegistry> implied = new HashMap<>();
    Set<String> ambiguous = new HashSet<>();
    byHost.forEach(
        (host, registry) ->
            ImpliedPort.otherNames(host, registry.insecure())
                .forEach(
                    name -> {
                      ListedRegistry other = implied.putIfAbsent(name, registry);
                      if (other != null && other != registry) {
                        ambiguous.add(name);
                      }
                    }));
    implied.keySet().removeAll(ambiguous);
    implied.forEach(byHost::putIfAbsent);
  }
}
