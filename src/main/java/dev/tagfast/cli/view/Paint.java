package dev.tagfast.cli.view;

/**
 * Colours, on a terminal that wants them.
 *
 * @param on whether anything is coloured
 */
public record Paint(boolean on) {
  /** What waits for a person, or is wrong. */
  public String bad(String text) {
    return painted("31", text);
  }

  /** What is as it should be. */
  public String good(String text) {
    return painted("32", text);
  }

  /** Titles. */
  public String title(String text) {
    return painted("1", text);
  }

  private String painted(String code, String text) {
    return on ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
