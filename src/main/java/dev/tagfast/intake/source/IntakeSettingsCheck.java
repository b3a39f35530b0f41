package dev.tagfast.intake.source;

import dev.tagfast.intake.auth.AuthenticationMethod;
import dev.tagfast.registry.config.RegistryHosts;
import dev.tagfast.settings.Settings;
import dev.tagfast.settings.Settings.Authentication;
import dev.tagfast.settings.Settings.Door;
import dev.tagfast.settings.SettingsLimits;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import org.jboss.logging.Logger;

/**
 * Stops the start at a wrong setting, with a message that names it; otherwise the first request
 * would fail. It warns about settings that are allowed but seldom intended.
 */
@ApplicationScoped
public class IntakeSettingsCheck {
  private static final Logger LOG = Logger.getLogger(IntakeSettingsCheck.class);

  /** Before the scheduler, which would stop the start with a stack trace. */
  private static final int FIRST = Interceptor.Priority.PLATFORM_BEFORE - 1;

  /**
   * Parses the settings of the doors and the registries.
   *
   * @throws dev.tagfast.settings.WrongSetting naming the first invalid setting
   */
  void check(
      @Observes @Priority(FIRST) StartupEvent start,
      Settings settings,
      DoorSettings doors,
      RegistryHosts hosts) {
    SettingsLimits.check(settings);
    // A bean is created at its first use, and then it parses all registries.
    settings.registries().keySet().forEach(hosts::hostOf);
    if (doors.isOpen(Door.EVENTS) && settings.events().auth() == Authentication.NONE) {
      LOG.warn(
          "tagfast.events.auth is `none`: everybody who can reach POST / is trusted. Only for an"
              + " address that nobody but the broker reaches");
    }
    if (doors.isOpen(Door.EVENTS)
        && settings.events().auth() == Authentication.CLOSED
        && settings.events().secret().isPresent()) {
      LOG.warn(
          "tagfast.events.secret is set, but tagfast.events.auth is `closed`, so nobody can use it:"
              + " set tagfast.events.auth=header");
    }
    if (doors.isOpen(Door.WEBHOOKS)) {
      doors.sources().stream()
          .filter(source -> source.authentication() instanceof AuthenticationMethod.Open)
          .forEach(
              source ->
                  LOG.warnf(
                      "tagfast.sources.%s.auth is `none`: everybody who can reach POST /webhooks/%s"
                          + " is trusted. Only for an address that nobody but the sender reaches",
                      source.name(), source.name()));
    }
    if (settings.registries().isEmpty()) {
      LOG.warn(
          "No registry is configured, so every event will be refused as RegistryNotListed: set"
              + " tagfast.registries.<name>.host");
    }
    boolean takesWebhooks = doors.isOpen(Door.WEBHOOKS) && !settings.sources().isEmpty();
    boolean takesEvents =
        doors.isOpen(Door.EVENTS) && settings.events().auth() != Authentication.CLOSED;
    boolean takesOthers = doors.isOpen(Door.GATE) || doors.isOpen(Door.ADMISSION);
    if (!takesWebhooks && !takesEvents && !takesOthers) {
      LOG.warn(
          "Nobody can send events: set tagfast.sources.<name>.secret for a registry's"
              + " notifications, or tagfast.events.auth for CloudEvents");
    }
  }
}
