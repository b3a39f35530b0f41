package dev.tagfast;

/** Asks for a reconcile now: what a {@code dev.tagfast.reconcile} event means. */
public interface ReconcileRequest {
  /**
   * Reconciles, unless another one runs or one ran less than {@code
   * tagfast.reconcile.at-most-every} ago.
   *
   * @return whether this call did it
   * @throws NotNow if ledger, API server or registry could not be asked
   */
  boolean run();
}
