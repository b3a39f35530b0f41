package dev.tagfast.model.world;

/** The process dies here. An error, because no code of a dead process handles anything. */
final class Killed extends Error {
  private static final long serialVersionUID = 1L;

  Killed() {
    super("killed", null, false, false);
  }
}
