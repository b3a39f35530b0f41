package dev.tagfast;

/** A setting is missing or wrong. It stops the start; the message names the setting. */
public final class WrongSetting extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message which setting, what is wrong with it, and what to write instead; no secrets
   */
  public WrongSetting(String message) {
    super(message);
  }
}
