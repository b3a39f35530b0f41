package dev.tagfast;

/** A setting is wrong. The start ends with this sentence. */
public final class WrongSetting extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message names the property in full and says what to write; never shows a secret
   */
  public WrongSetting(String message) {
    super(message);
  }
}
