package dev.tagfast.reconcile;

/** Asks for a look at all followed tags and all unfinished business. */
public interface ReconcileTrigger {
  /**
   * Runs one unless one is running, or ended less than {@code tagfast.reconcile.at-most-every} ago.
   *
   * @return whether one was run
   */
  boolean run();
}
