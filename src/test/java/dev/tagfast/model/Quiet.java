package dev.tagfast.model;

import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Turns off the log while a test handles a million events. */
final class Quiet implements BeforeAllCallback, AfterAllCallback {
  // Held here, because a log manager may forget the level of a logger that nobody holds.
  private static final Logger OURS = Logger.getLogger("dev.tagfast");

  private Optional<Level> before = Optional.empty();

  @Override
  public void beforeAll(ExtensionContext context) {
    before = Optional.ofNullable(OURS.getLevel());
    OURS.setLevel(Level.OFF);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    OURS.setLevel(before.orElse(null));
  }
}
