package dev.tagfast.model.world;

/** An invariant does not hold. */
public final class Violation extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final Invariant invariant;

  Violation(Invariant invariant, String message) {
    super(invariant + ": " + message);
    this.invariant = invariant;
  }

  Violation(Invariant invariant, Throwable cause) {
    super(invariant + ": " + cause, cause);
    this.invariant = invariant;
  }

  /** Which. */
  public Invariant invariant() {
    return invariant;
  }
}
