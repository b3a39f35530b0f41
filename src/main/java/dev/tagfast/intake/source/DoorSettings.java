package dev.tagfast.intake.source;

import dev.tagfast.intake.auth.AuthenticationMethod;
import dev.tagfast.intake.auth.AuthenticationMethodParser;
import dev.tagfast.registry.config.RegistryHosts;
import dev.tagfast.settings.Settings;
import dev.tagfast.settings.WrongSetting;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The settings of both doors, parsed once. A wrong one stops the start. */
@ApplicationScoped
public class DoorSettings {
  private final Set<Settings.Door> open;
  private final AuthenticationMethod eventsAccess;
  private final SourceScope eventsScope;
  private final Map<String, ConfiguredSource> sources;

  /**
   * Parses the settings.
   *
   * @throws dev.tagfast.settings.WrongSetting naming the first invalid setting
   */
  public DoorSettings(Settings settings, RegistryHosts hosts) {
    open = Set.copyOf(settings.doors());
    eventsAccess = AuthenticationMethodParser.ofEvents(settings.events());
    settings
        .events()
        .registries()
        .ifPresent(
            names ->
                names.forEach(
                    name ->
                        ConfiguredSource.registryHost(
                            name, "tagfast.events.registries", hosts::hostOf)));
    eventsScope =
        new SourceScope(
            settings.events().registries().map(Set::copyOf),
            settings
                .events()
                .defaultRegistry()
                .map(
                    name ->
                        ConfiguredSource.registryHost(
                            name, "tagfast.events.default-registry", hosts::hostOf)));
    Map<String, ConfiguredSource> parsed = new TreeMap<>();
    settings
        .sources()
        .forEach(
            (name, source) -> parsed.put(name, ConfiguredSource.of(name, source, hosts::hostOf)));
    sources = Map.copyOf(parsed);
    boolean hasSink = settings.forward().sink().filter(text -> !text.isBlank()).isPresent();
    sources()
        .forEach(
            source -> {
              if (source.forwards() && !hasSink) {
                throw new WrongSetting(
                    "tagfast.sources."
                        + source.name()
                        + ".forward is `broker`, but there is no tagfast.forward.sink (K_SINK): set"
                        + " it to the broker's address, or leave .forward out");
              }
            });
  }

  /** Whether this instance opens the door. */
  public boolean isOpen(Settings.Door door) {
    return open.contains(door);
  }

  /** Returns the authentication of the events door. */
  public AuthenticationMethod eventsAccess() {
    return eventsAccess;
  }

  /** Returns the registries that events of the events door may name. */
  public SourceScope eventsScope() {
    return eventsScope;
  }

  public Collection<ConfiguredSource> sources() {
    return sources.values();
  }

  public Optional<ConfiguredSource> source(String name) {
    return Optional.ofNullable(sources.get(name));
  }
}
