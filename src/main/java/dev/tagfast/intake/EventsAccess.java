package dev.tagfast.intake;

import dev.tagfast.Settings;

/** Who may use the events door ({@code tagfast.events.auth}). */
sealed interface EventsAccess {
  /** Nobody, until it is configured. */
  record Closed() implements EventsAccess {}

  /** Callers that send the secret. */
  record BySecret(SharedSecret secret) implements EventsAccess {}

  /** Everybody who can reach it. */
  record Open() implements EventsAccess {}

  /**
   * Parses the settings.
   *
   * @throws dev.tagfast.WrongSetting if a secret is asked for and there is none that can be sent
   */
  static EventsAccess of(Settings.Events settings) {
    return switch (settings.auth()) {
      case CLOSED -> new Closed();
      case NONE -> new Open();
      case HEADER ->
          new BySecret(
              SharedSecret.of(
                  "tagfast.events",
                  settings.header(),
                  settings.secret(),
                  "tagfast.events.auth is `header`, but tagfast.events.secret is missing or blank:"
                      + " set it to the secret that callers send"));
    };
  }
}
