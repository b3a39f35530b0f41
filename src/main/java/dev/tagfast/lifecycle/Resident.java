package dev.tagfast.lifecycle;

import dev.tagfast.settings.Settings;
import dev.tagfast.settings.SettingsLimits;

/**
 * Whether this process lives on between events. One that reconciles by its own schedule does; one
 * that scales to zero has {@code tagfast.reconcile.every=off}, because nobody is there to keep the
 * schedule. What only a process that lives on needs is not paid for by a start from zero.
 */
final class Resident {
  private Resident() {}

  static boolean is(Settings settings) {
    return !SettingsLimits.isOff(settings.reconcile().every());
  }
}
