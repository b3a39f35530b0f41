package dev.tagfast.report;

import java.util.List;

/** One receiver of reports: the sink, Kubernetes Events or a messenger. */
public interface ReportChannel {
  /** The name in metrics, in log lines and in the result of {@link Reporter#tell}. */
  String name();

  /** Whether the channel is configured and takes reports of this kind; otherwise none is owed. */
  boolean takes(Report report);

  /** Delivers the report once, without own retries: the ledger's outbox is the retry. */
  DeliveryResult deliver(Report report);

  /** Reports of one look with the same group go out as one message; by default each has its own. */
  default String groupOf(Report report) {
    return report.id();
  }

  /** Delivers the reports of one group, at least one, as one message. */
  default DeliveryResult deliver(List<Report> group) {
    return deliver(group.getFirst());
  }
}
