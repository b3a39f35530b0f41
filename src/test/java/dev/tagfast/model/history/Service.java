package dev.tagfast.model.history;

/** What Tagfast sends requests to. */
public enum Service {
  REGISTRY,
  /** Keeps the ledger, the policies and the workloads. */
  API_SERVER,
  SINK
}
