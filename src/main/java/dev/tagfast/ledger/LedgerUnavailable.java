package dev.tagfast.ledger;

/**
 * The ledger could not be asked. The event is not acknowledged: its sender, or the broker, sends it
 * again.
 */
public final class LedgerUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong with what the store holds, and what to do; no secrets
   */
  public LedgerUnavailable(String message) {
    super(message);
  }

  /**
   * @param message what was asked of which store, and what to do; no secrets
   */
  public LedgerUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
