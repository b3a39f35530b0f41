package dev.tagfast.reconcile;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.image.TagKey;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/** What a run of reconcile says in the log: one line per kind, however many tags there are. */
final class ReconcileLog {
  private static final Logger LOG = Logger.getLogger(Reconcile.class);

  private ReconcileLog() {}

  /**
   * Logs one line as long as a workload waits for a person, however many do. In mode observe only
   * the tags have the label.
   */
  static void held(Set<RolloutResult> held) {
    held.stream()
        .min(Comparator.comparing(result -> result.workload().toString()))
        .ifPresent(
            first ->
                LOG.warnf(
                    "%d workloads wait for a person (kubectl get imagetags,deployments -A -l"
                        + " tagfast.dev/waits=true); the first is %s, %s: %s",
                    held.stream().map(RolloutResult::workload).distinct().count(),
                    first.workload(),
                    first.reason(),
                    first.detail()));
  }

  /** Logs one line, however many tags an unreachable registry has. */
  static void failures(Map<TagKey, String> failures, int all) {
    failures.entrySet().stream()
        .findFirst()
        .ifPresent(
            first ->
                LOG.warnf(
                    "reconcile could not look at %d of %d tags, the next one will; the first was %s: %s",
                    failures.size(), all, first.getKey(), first.getValue()));
  }
}
