package dev.tagfast.report;

/** One receiver of reports: the sink, Kubernetes Events or the chat webhook. */
public interface ReportChannel {
  /** The name in metrics, in log lines and in the result of {@link Reporter#tell}. */
  String name();

  /** Delivers the report once, without own retries: the ledger's outbox is the retry. */
  DeliveryResult deliver(Report report);
}
