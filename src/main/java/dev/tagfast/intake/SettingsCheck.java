package dev.tagfast.intake;

import dev.tagfast.Settings;
import dev.tagfast.Settings.Authentication;
import dev.tagfast.Settings.Door;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/**
 * Makes a wrong setting stop the start, with a sentence that names it, rather than the first
 * request. Says aloud what is allowed and seldom meant.
 */
@ApplicationScoped
public class SettingsCheck {
  private static final Logger LOG = Logger.getLogger(SettingsCheck.class);

  /** Parses what the doors are told; throws {@link dev.tagfast.WrongSetting}. */
  void check(@Observes StartupEvent start, Settings settings, Doors doors) {
    if (doors.isOpen(Door.EVENTS) && settings.events().auth() == Authentication.NONE) {
      LOG.warn(
          "tagfast.events.auth is `none`: everybody who can reach POST / is trusted. Only for an"
              + " address that nobody but the broker reaches");
    }
    if (settings.registries().isEmpty()) {
      LOG.warn(
          "No registry is configured, so every event will be refused as RegistryNotListed: set"
              + " tagfast.registries.<name>.host");
    }
    boolean takesWebhooks = doors.isOpen(Door.WEBHOOKS) && !settings.sources().isEmpty();
    boolean takesEvents =
        doors.isOpen(Door.EVENTS) && settings.events().auth() != Authentication.CLOSED;
    if (!takesWebhooks && !takesEvents) {
      LOG.warn(
          "Nobody can send events: set tagfast.sources.<name>.secret for a registry's"
              + " notifications, or tagfast.events.auth for CloudEvents");
    }
  }
}
