package dev.tagfast.report;

/** One place that reports go to. */
interface Place {
  /** What it is called in metrics, log lines and the answer of {@link Reporter#tell}. */
  String name();

  /** Delivers once, without retries of its own: the ledger's outbox is the retry. */
  Delivery deliver(Report report);
}
