package dev.tagfast.model;

/** What Tagfast sends requests to. */
enum Service {
  REGISTRY,
  /** Keeps the ledger, the policies and the workloads. */
  API_SERVER,
  SINK
}
