package dev.tagfast.settings;

/** {@code tagfast.mode}. */
public enum Mode {
  /**
   * Looks, records and reports; changes no workload and no registry. How a careful person installs
   * it first.
   */
  OBSERVE,
  /** Does what the policies say. */
  ACT
}
