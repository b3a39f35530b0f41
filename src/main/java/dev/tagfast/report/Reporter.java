package dev.tagfast.report;

import java.util.List;

/**
 * Tells. A report that could not be delivered stays in the ledger's outbox and is told again, with
 * the same id.
 */
public interface Reporter {
  /**
   * Tells one thing everywhere it belongs: {@code K_SINK}, Kubernetes Events, Slack-compatible
   * webhook, metrics.
   *
   * @return the places that did not take it; empty: it was delivered
   */
  List<String> tell(Report report);
}
