package dev.tagfast.report.message;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.Workload;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.policy.match.Glob;
import dev.tagfast.report.Report;
import dev.tagfast.report.Situation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which reports a receiver is told.
 *
 * @param kinds of these
 * @param endsIncidents also those that end an incident of these
 * @param namespaces of workloads; empty: every namespace
 * @param repositories empty: every repository
 */
record Route(
    Set<ReportKind> kinds, boolean endsIncidents, Set<String> namespaces, List<Glob> repositories) {
  Route {
    kinds = Set.copyOf(kinds);
    namespaces = Set.copyOf(namespaces);
    repositories = List.copyOf(repositories);
  }

  boolean takes(Report report) {
    return takesKind(report) && isOfNamespace(report) && isOfRepository(report);
  }

  private boolean takesKind(Report report) {
    return kinds.contains(report.kind())
        || (endsIncidents && Incident.settledBy(report).stream().anyMatch(kinds::contains));
  }

  /**
   * A report about a tag goes to the namespaces of its followers. If these are not known, it goes
   * to everybody: an alert too many is better than one too few.
   */
  private boolean isOfNamespace(Report report) {
    Optional<List<RolloutResult>> about =
        report.rollout().map(List::of).or(() -> report.situation().flatMap(Situation::followers));
    return namespaces.isEmpty()
        || about
            .map(List::stream)
            .map(all -> all.map(RolloutResult::workload).map(Workload::namespace))
            .orElseGet(() -> namespaces.stream())
            .anyMatch(namespaces::contains);
  }

  private boolean isOfRepository(Report report) {
    String repository = report.key().repository().toString();
    return repositories.isEmpty()
        || Stream.of(repository).anyMatch(it -> repositories.stream().anyMatch(g -> g.matches(it)));
  }
}
