package dev.tagfast.reconcile;

/** Starts a reconcile of all followed tags and all unfinished entries. */
public interface ReconcileTrigger {
  /**
   * Runs a reconcile, unless one is running or ended less than {@code
   * tagfast.reconcile.at-most-every} ago.
   *
   * @return whether one ran
   */
  boolean run();
}
