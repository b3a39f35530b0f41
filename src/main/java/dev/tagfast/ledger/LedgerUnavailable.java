package dev.tagfast.ledger;

import dev.tagfast.connection.DependencyUnavailable;

/**
 * The ledger could not be asked. The event is not acknowledged, and its sender or the broker sends
 * it again.
 */
public final class LedgerUnavailable extends DependencyUnavailable {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what was asked of which store, and what to do; no secrets
   */
  public LedgerUnavailable(String message, Throwable cause) {
    super(message, null, cause);
  }

  /**
   * @param remedy what to do, in words that everybody may read: they show nothing of the cluster
   */
  public LedgerUnavailable(String message, String remedy, Throwable cause) {
    super(message, remedy, cause);
  }
}
