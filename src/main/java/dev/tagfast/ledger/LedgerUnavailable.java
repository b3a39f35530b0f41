package dev.tagfast.ledger;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ledger could not be asked. The event is not acknowledged, and its sender or the broker sends
 * it again.
 */
public final class LedgerUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String remedy;

  /**
   * @param message what was asked of which store, and what to do; no secrets
   */
  public LedgerUnavailable(String message, Throwable cause) {
    super(message, cause);
    remedy = null;
  }

  /**
   * @param remedy what to do, in words that everybody may read: they show nothing of the cluster
   */
  public LedgerUnavailable(String message, String remedy, Throwable cause) {
    super(message, cause);
    this.remedy = remedy;
  }

  /** What to do, for everybody; empty: only the message says more. */
  public Optional<String> remedy() {
    return Optional.ofNullable(remedy);
  }
}
