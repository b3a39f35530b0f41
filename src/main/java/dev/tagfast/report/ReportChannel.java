package dev.tagfast.report;

/** One place that reports go to. */
public interface ReportChannel {
  /** What it is called in metrics, log lines and the answer of {@link Reporter#tell}. */
  String name();

  /** Delivers once, without retries of its own: the ledger's outbox is the retry. */
  DeliveryResult deliver(Report report);
}
