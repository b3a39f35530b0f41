package dev.tagfast.intake.admission;

import dev.tagfast.registry.config.RegistryHosts;
import dev.tagfast.settings.Settings;
import dev.tagfast.settings.Settings.Door;
import dev.tagfast.settings.Settings.FailureMode;
import dev.tagfast.settings.WrongSetting;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;

/** The settings of the admission webhook. A wrong one stops the start. */
@ApplicationScoped
public class AdmissionSettings {
  /** The API server itself waits for at most 30 s, and for 5 s in our overlay. */
  private static final Duration LONGEST = Duration.ofSeconds(29);

  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST_MEMORY = Duration.ofMinutes(10);

  private final Settings settings;
  private final RegistryHosts hosts;

  /**
   * Checks them.
   *
   * @throws WrongSetting naming the first invalid setting
   */
  public AdmissionSettings(Settings settings, RegistryHosts hosts) {
    this.settings = settings;
    this.hosts = hosts;
    Duration timeout = settings.admission().timeout();
    if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
      throw new WrongSetting(
          "tagfast.admission.timeout is %s; write a time from 100ms to 29s, shorter than timeoutSeconds of the webhook configuration."
              .formatted(timeout));
    }
    Duration remember = settings.admission().remember();
    if (remember.isNegative() || remember.compareTo(LONGEST_MEMORY) > 0) {
      throw new WrongSetting(
          "tagfast.admission.remember is %s; write a time from 0s to 10m.".formatted(remember));
    }
    new TreeSet<>(settings.admission().registries().keySet())
        .stream()
            .filter(name -> hosts.hostOf(name).isEmpty())
            .findFirst()
            .ifPresent(
                name -> {
                  throw new WrongSetting(
                      "tagfast.admission.registries.%1$s is about a registry that is not listed; set tagfast.registries.%1$s.host, or correct the name."
                          .formatted(name));
                });
  }

  /** Creates the bean at the start, so that a wrong setting stops it. */
  void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 1) StartupEvent start) {}

  boolean isOpen() {
    return settings.doors().contains(Door.ADMISSION);
  }

  Settings.Admission all() {
    return settings.admission();
  }

  /** What a registry says of images that could not be checked; empty: their namespace does. */
  Optional<FailureMode> failOf(String host) {
    return hosts
        .nameOf(host)
        .flatMap(name -> Optional.ofNullable(settings.admission().registries().get(name)))
        .flatMap(Settings.AdmissionRegistry::fail);
  }
}
