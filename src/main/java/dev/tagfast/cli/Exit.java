package dev.tagfast.cli;

/** The exit codes; {@code docs/plugin.md} has them for scripts. */
final class Exit {
  static final int OK = 0;

  /** It could not be done. */
  static final int ERROR = 1;

  /** It was typed wrongly. */
  static final int USAGE = 2;

  /** It was done, and something waits for a person or drifts. */
  static final int WAITS = 3;

  private Exit() {}
}
