package dev.tagfast.intake;

import dev.tagfast.image.Repository;
import dev.tagfast.image.TagCase;
import dev.tagfast.registry.config.ImpliedPort;
import dev.tagfast.registry.config.RegistryHosts;
import dev.tagfast.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The hosts of the listed registries, without their other settings. */
@Alternative
@ApplicationScoped
public class FakeRegistryHosts implements RegistryHosts {
  private final Map<String, List<String>> hosts = new TreeMap<>();
  private final Set<String> lowerCase = new HashSet<>();

  @Inject
  public FakeRegistryHosts(Settings settings) {
    settings
        .registries()
        .forEach(
            (name, registry) -> {
              List<String> all = new ArrayList<>(List.of(registry.host()));
              all.addAll(registry.aliases().orElse(List.of()));
              List.copyOf(all)
                  .forEach(it -> all.addAll(ImpliedPort.otherNames(it, registry.insecure())));
              hosts.put(name, all);
              if (registry.tagCase().equals("lower")) {
                lowerCase.add(registry.host());
              }
            });
  }

  @Override
  public Repository canonical(Repository repository) {
    return nameOf(repository.host()).flatMap(this::hostOf).map(repository::at).orElse(repository);
  }

  @Override
  public TagCase tagCaseOf(String host) {
    return lowerCase.contains(host) ? TagCase.LOWER : TagCase.KEEP;
  }

  @Override
  public Optional<String> nameOf(String host) {
    return hosts.entrySet().stream()
        .filter(entry -> entry.getValue().contains(host))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  @Override
  public Optional<String> hostOf(String name) {
    return Optional.ofNullable(hosts.get(name)).map(List::getFirst);
  }

  @Override
  public SortedMap<String, String> listed() {
    SortedMap<String, String> listed = new TreeMap<>();
    hosts.forEach((name, all) -> listed.put(name, all.getFirst()));
    return listed;
  }
}
