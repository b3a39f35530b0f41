package dev.tagfast.act.progress;

import dev.tagfast.act.progress.Progress.Complete;
import dev.tagfast.act.progress.Progress.Failed;
import dev.tagfast.act.progress.Progress.InProgress;
import dev.tagfast.act.progress.Progress.Waits;
import java.util.List;
import java.util.Optional;

/**
 * What "rolled out" means for each kind, by its status. Every rule begins with {@code observed}:
 * until the controller has seen the template as it is now, the rest of the status speaks of an
 * earlier one.
 */
public final class RolledOut {
  private static final Progress NOT_OBSERVED =
      new InProgress("its controller has not seen the change yet");
  private static final String PAUSED = "it is paused";
  private static final String ON_DELETE =
      "its update strategy is OnDelete: a pod gets the image when somebody deletes it";

  private RolledOut() {}

  /** A Deployment, as {@code kubectl rollout status} judges it. */
  public static Progress deployment(
      boolean observed, Replicas replicas, List<StatusCondition> conditions, boolean paused) {
    if (!observed) {
      return NOT_OBSERVED;
    }
    Optional<StatusCondition> progressing = StatusCondition.of(conditions, "Progressing");
    Optional<String> missing = replicas.missing(replicas.wanted());
    if (missing.isEmpty()) {
      return new Complete(
          progressing
              .filter(condition -> condition.reason().equals("NewReplicaSetAvailable"))
              .flatMap(StatusCondition::since));
    }
    if (paused) {
      return new Waits(PAUSED);
    }
    return progressing
        .filter(StatusCondition::isFalse)
        .<Progress>map(condition -> new Failed(condition.said()))
        .orElseGet(() -> new InProgress(missing.get()));
  }

  /**
   * A StatefulSet. It has no deadline: that its pods cannot start, only the pods say.
   *
   * @param partition pods with a lower ordinal keep their image
   * @param oneRevision whether its current revision is the one that it updates to
   */
  public static Progress statefulSet(
      boolean observed, Replicas replicas, int partition, boolean onDelete, boolean oneRevision) {
    if (!observed) {
      return NOT_OBSERVED;
    }
    Optional<String> missing = replicas.missing(Math.max(0, replicas.wanted() - partition));
    if (missing.isPresent()) {
      return onDelete ? new Waits(ON_DELETE) : new InProgress(missing.get());
    }
    // With OnDelete, and with a partition, the controller never says that both are one.
    return oneRevision || onDelete || partition > 0
        ? new Complete(Optional.empty())
        : new InProgress("its controller has not ended the update yet");
  }

  /** A DaemonSet. It has no deadline either. */
  public static Progress daemonSet(boolean observed, Replicas replicas, boolean onDelete) {
    if (!observed) {
      return NOT_OBSERVED;
    }
    Optional<String> missing = replicas.missing(replicas.wanted());
    if (missing.isEmpty()) {
      return new Complete(Optional.empty());
    }
    return onDelete ? new Waits(ON_DELETE) : new InProgress(missing.get());
  }

  /**
   * A Knative Service: its newest Revision is ready. The condition of the configurations names the
   * Revision's own reason, e.g. the exit code of its container.
   *
   * @param newestIsReady whether the Revision created last is the one that was ready last
   */
  public static Progress knativeService(
      boolean observed, List<StatusCondition> conditions, boolean newestIsReady) {
    if (!observed) {
      return NOT_OBSERVED;
    }
    Optional<StatusCondition> configurations =
        StatusCondition.of(conditions, "ConfigurationsReady");
    Optional<StatusCondition> ready = StatusCondition.of(conditions, "Ready");
    Optional<StatusCondition> bad =
        configurations
            .filter(StatusCondition::isFalse)
            .or(() -> ready.filter(StatusCondition::isFalse));
    if (bad.isPresent()) {
      return new Failed(bad.get().said());
    }
    if (ready.filter(StatusCondition::isTrue).isPresent() && newestIsReady) {
      return new Complete(ready.flatMap(StatusCondition::since));
    }
    return new InProgress(
        ready
            .map(StatusCondition::said)
            .filter(said -> !said.isEmpty())
            .orElse("its newest Revision is not ready yet"));
  }

  /**
   * An Argo Rollout. A canary that pauses is in progress: it has begun and not ended.
   *
   * @param phase of its status; empty: none yet
   * @param said the message that goes with it
   * @param paused by its specification
   */
  public static Progress argoRollout(boolean observed, String phase, String said, boolean paused) {
    if (!observed) {
      return NOT_OBSERVED;
    }
    String message = said.isEmpty() ? phase : said;
    return switch (phase) {
      case "Healthy" -> new Complete(Optional.empty());
      case "Degraded" -> new Failed(message);
      case "" -> new InProgress("its controller has not begun yet");
      default -> paused ? new Waits(PAUSED) : new InProgress(message);
    };
  }
}
