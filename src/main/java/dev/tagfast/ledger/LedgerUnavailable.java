package dev.tagfast.ledger;

/**
 * The ledger could not be asked. The event is not acknowledged, and its sender or the broker sends
 * it again.
 */
public final class LedgerUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what was asked of which store, and what to do; no secrets
   */
  public LedgerUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
