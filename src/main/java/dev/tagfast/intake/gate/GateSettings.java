package dev.tagfast.intake.gate;

import dev.tagfast.registry.config.ListedRegistry;
import dev.tagfast.registry.config.Origin;
import dev.tagfast.registry.config.RegistryCatalog;
import dev.tagfast.settings.Settings;
import dev.tagfast.settings.Settings.Door;
import dev.tagfast.settings.WrongSetting;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The gates before the listed registries, parsed once. A wrong setting stops the start. */
@ApplicationScoped
public class GateSettings {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final RegistryCatalog catalog;
  private final boolean isOpen;
  private final Map<String, GatedRegistry> byName = new HashMap<>();

  /**
   * Parses the settings of all gates.
   *
   * @throws WrongSetting naming the first invalid setting
   */
  public GateSettings(Settings settings, RegistryCatalog catalog) {
    this.catalog = catalog;
    isOpen = settings.doors().contains(Door.GATE);
    Map<String, Settings.Gate> gates = new TreeMap<>(settings.gate());
    for (ListedRegistry registry : catalog.all()) {
      Optional<Settings.Gate> gate = Optional.ofNullable(gates.remove(registry.name()));
      byName.put(
          registry.name(),
          new GatedRegistry(
              registry,
              gate.flatMap(Settings.Gate::upstream)
                  .map(text -> upstream(registry, text))
                  .orElse(registry.api()),
              gate.map(Settings.Gate::fail).orElse(Settings.FailureMode.CLOSED),
              gate.map(it -> timeout(registry, it.timeout())).orElse(Duration.ofSeconds(30))));
    }
    gates.keySet().stream()
        .findFirst()
        .ifPresent(
            name -> {
              throw new WrongSetting(
                  "tagfast.gate.%1$s is about a registry that is not listed; set tagfast.registries.%1$s.host, or correct the name."
                      .formatted(name));
            });
  }

  /** Creates the bean at the start, so that a wrong setting stops it. */
  void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 1) StartupEvent start) {}

  /** Whether this instance is a gate. */
  boolean isOpen() {
    return isOpen;
  }

  /** The registry that the first of these hosts names that is listed. */
  Optional<GatedRegistry> find(List<String> hosts) {
    return hosts.stream()
        .flatMap(host -> catalog.nameOf(host).stream())
        .map(byName::get)
        .findFirst();
  }

  private static URI upstream(ListedRegistry registry, String text) {
    String setting = "tagfast.gate." + registry.name() + ".upstream";
    URI address;
    try {
      address = URI.create(text.strip().replaceFirst("/+$", ""));
      Origin.of(address);
    } catch (IllegalArgumentException e) {
      throw new WrongSetting(
          setting
              + " is not an http or https address; write e.g."
              + " http://registry.registry.svc:5000.");
    }
    if (address.getRawQuery() != null || address.getRawFragment() != null) {
      throw new WrongSetting(
          setting + " has a query or a fragment; write the address without them.");
    }
    if (!Origin.of(address).encrypted() && !registry.insecure()) {
      throw new WrongSetting(
          "%s is plain HTTP; write https://…, or set %s=true if you must."
              .formatted(setting, registry.setting("insecure")));
    }
    return address;
  }

  private static Duration timeout(ListedRegistry registry, Duration timeout) {
    if (timeout.compareTo(Duration.ofMillis(100)) < 0 || timeout.compareTo(LONGEST) > 0) {
      throw new WrongSetting(
          "tagfast.gate.%s.timeout is %s; write a time from 100ms to 5m."
              .formatted(registry.name(), timeout));
    }
    return timeout;
  }
}
