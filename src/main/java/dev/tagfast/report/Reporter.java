package dev.tagfast.report;

import java.util.List;

/**
 * Sends reports to all receivers. A report that could not be delivered stays in the ledger's outbox
 * and is sent again with the same id.
 */
public interface Reporter {
  /**
   * Sends one report to every channel that takes its kind ({@code K_SINK}, Kubernetes Events,
   * Slack-compatible webhook) and counts the results in metrics.
   *
   * @return names of the channels that did not take it; empty if it was delivered
   */
  List<String> tell(Report report);
}
