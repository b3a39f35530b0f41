package dev.tagfast.report;

/** One receiver of reports: the sink, Kubernetes Events or the chat webhook. */
public interface ReportChannel {
  /** The name in metrics, in log lines and in the result of {@link Reporter#tell}. */
  String name();

  /** Whether the channel is configured and takes reports of this kind; otherwise none is owed. */
  boolean takes(Report report);

  /** Delivers the report once, without own retries: the ledger's outbox is the retry. */
  DeliveryResult deliver(Report report);
}
