package dev.tagfast.report;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sends reports to all receivers. A report that could not be delivered stays in the ledger's outbox
 * and is sent again with the same id.
 */
public interface Reporter {
  /**
   * Sends one report to every channel that takes its kind ({@code K_SINK}, Kubernetes Events,
   * messengers) and counts the results in metrics.
   *
   * @return names of the channels that did not take it; empty if it was delivered
   */
  List<String> tell(Report report);

  /**
   * Sends the reports of one look. A channel for people may tell several of them in one message.
   *
   * @return the ids of those that a channel did not take
   */
  default Set<String> tellAll(List<Report> reports) {
    return reports.stream()
        .filter(report -> !tell(report).isEmpty())
        .map(Report::id)
        .collect(Collectors.toSet());
  }
}
