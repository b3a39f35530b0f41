package dev.tagfast.settings;

import io.quarkus.runtime.configuration.ConfigurationException;

/**
 * A setting with which Tagfast cannot start. Quarkus prints the message of a {@link
 * ConfigurationException} without a stack trace and ends the process with status 1.
 */
public final class WrongSetting extends ConfigurationException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message a sentence that names the setting and says what to write instead; no secrets
   */
  public WrongSetting(String message) {
    super(message);
  }
}
