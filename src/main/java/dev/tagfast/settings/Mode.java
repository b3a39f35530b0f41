package dev.tagfast.settings;

/** The values of {@code tagfast.mode}. */
public enum Mode {
  /**
   * Observes, records and reports, but changes no workload and no registry. It is the mode for a
   * careful first installation.
   */
  OBSERVE,
  /** Rolls out and restores as the policies say. */
  ACT
}
