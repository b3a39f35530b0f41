package dev.tagfast.act.progress;

import dev.tagfast.act.progress.Progress.Complete;
import dev.tagfast.act.progress.Progress.Failed;
import dev.tagfast.act.progress.Progress.InProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the pods add to what a controller says. A StatefulSet and a DaemonSet have no deadline, and
 * a Deployment counts a pod as available that crashes a second later; only pods know why.
 */
public final class ProgressByPods {
  /** A container that crashed within that time may do so again. */
  private static final Duration UNSETTLED = Duration.ofMinutes(2);

  private ProgressByPods() {}

  /**
   * The progress with what the pods say.
   *
   * @param byStatus what the controller says
   * @param images what the rollout wrote, by the name of the container
   * @param pods all pods of the workload
   * @param deadline how long a pod may take to get ready
   */
  public static Progress of(
      Progress byStatus,
      Map<String, String> images,
      List<PodHealth> pods,
      Duration deadline,
      Instant now) {
    List<PodHealth> updated =
        pods.stream()
            .filter(pod -> pod.has(images))
            .sorted(Comparator.comparing(PodHealth::created))
            .toList();
    return switch (byStatus) {
      case Complete(Optional<Instant> at) -> complete(at, updated, deadline, now);
      case InProgress(String missing) ->
          overdue(updated, deadline, now)
              .<Progress>map(pod -> new Failed(why(pod)))
              .orElseGet(() -> new InProgress(missing + trouble(updated).orElse("")));
      case Failed(String why) -> new Failed(why + trouble(updated).orElse(""));
      case Progress.Waits _, Progress.NotFollowed _ -> byStatus;
    };
  }

  private static Progress complete(
      Optional<Instant> at, List<PodHealth> updated, Duration deadline, Instant now) {
    Optional<PodHealth> late = overdue(updated, deadline, now);
    if (late.isPresent()) {
      return new Failed(why(late.get()));
    }
    Optional<PodHealth> unsettled =
        updated.stream().filter(pod -> !pod.ready() || isUnsettled(pod, now)).findFirst();
    if (unsettled.isPresent()) {
      return new InProgress(why(unsettled.get()));
    }
    return new Complete(
        at.or(
            () ->
                updated.stream()
                    .flatMap(pod -> pod.since().stream())
                    .max(Comparator.naturalOrder())));
  }

  private static Optional<PodHealth> overdue(List<PodHealth> pods, Duration deadline, Instant now) {
    return pods.stream()
        .filter(pod -> !pod.ready() || isUnsettled(pod, now))
        .filter(pod -> !notReadySince(pod).plus(deadline).isAfter(now))
        .findFirst();
  }

  /** A container that crashes again and again is ready in between: then the pod's age counts. */
  private static Instant notReadySince(PodHealth pod) {
    return pod.ready() || pod.crashed().isPresent()
        ? pod.created()
        : pod.since().orElse(pod.created());
  }

  private static boolean isUnsettled(PodHealth pod, Instant now) {
    return pod.crashed().filter(at -> at.plus(UNSETTLED).isAfter(now)).isPresent();
  }

  private static Optional<String> trouble(List<PodHealth> updated) {
    return updated.stream()
        .filter(pod -> pod.trouble().isPresent())
        .findFirst()
        .map(pod -> "; " + why(pod));
  }

  private static String why(PodHealth pod) {
    return "pod "
        + pod.name()
        + ": "
        + pod.trouble().orElse(pod.ready() ? "a container crashed" : "it is not ready");
  }
}
