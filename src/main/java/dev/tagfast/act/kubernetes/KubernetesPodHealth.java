package dev.tagfast.act.kubernetes;

import dev.tagfast.act.kubernetes.KubernetesPod.ContainerStatus;
import dev.tagfast.act.kubernetes.KubernetesPod.Terminated;
import dev.tagfast.act.kubernetes.KubernetesPod.Waiting;
import dev.tagfast.act.kubernetes.KubernetesPodSpec.PodImage;
import dev.tagfast.act.progress.PodHealth;
import dev.tagfast.act.progress.StatusCondition;
import dev.tagfast.act.rollout.ImagePlace;
import dev.tagfast.image.UntrustedText;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads from a pod's status how it does, and why. What programs write there is cleaned. */
final class KubernetesPodHealth {
  private static final int LONGEST = 160;

  private KubernetesPodHealth() {}

  static PodHealth of(KubernetesPod pod) {
    List<StatusCondition> conditions =
        pod.getStatus().conditions().stream()
            .map(KubernetesWorkloadStatus.Condition::known)
            .toList();
    Optional<StatusCondition> ready = StatusCondition.of(conditions, "Ready");
    Map<String, String> images = new HashMap<>();
    for (PodImage image : pod.getSpec().images().images()) {
      images.put(new ImagePlace(image.holder(), image.name(), "").key(), image.image());
    }
    List<ContainerStatus> statuses =
        Stream.concat(
                pod.getStatus().initContainerStatuses().stream(),
                pod.getStatus().containerStatuses().stream())
            .toList();
    return new PodHealth(
        pod.getMetadata().getName(),
        Objects.requireNonNullElse(pod.getMetadata().getResourceVersion(), ""),
        images,
        ready.filter(StatusCondition::isTrue).isPresent(),
        ready.flatMap(StatusCondition::since),
        KubernetesWorkloadStatus.time(pod.getMetadata().getCreationTimestamp())
            .orElse(Instant.EPOCH),
        statuses.stream()
            .flatMap(status -> trouble(status, images.getOrDefault(status.name(), "")).stream())
            .findFirst()
            .or(() -> unscheduled(conditions)),
        statuses.stream()
            .flatMap(status -> crash(status).stream())
            .flatMap(end -> KubernetesWorkloadStatus.time(end.finishedAt()).stream())
            .max(Instant::compareTo));
  }

  private static Optional<String> trouble(ContainerStatus status, String image) {
    Optional<Terminated> crash = crash(status);
    if (crash.isPresent()) {
      return Optional.of(
          "container %s exited with code %d%s%s"
              .formatted(
                  status.name(),
                  crash.get().exitCode(),
                  said(crash.get().reason(), crash.get().message()),
                  status.restartCount() == 0
                      ? ""
                      : ", restarted " + status.restartCount() + " times"));
    }
    Waiting waiting = status.state().waiting();
    return switch (waiting.reason()) {
      case "", "ContainerCreating", "PodInitializing" -> Optional.empty();
      case "ErrImagePull",
          "ImagePullBackOff",
          "ErrImageNeverPull",
          "InvalidImageName",
          "ImageInspectError",
          "RegistryUnavailable",
          "SignatureValidationFailed" ->
          Optional.of(
              "container %s cannot get %s%s"
                  .formatted(
                      status.name(),
                      UntrustedText.clean(image, 2 * LONGEST),
                      said(waiting.reason(), waiting.message())));
      default ->
          Optional.of(
              "container %s does not start%s"
                  .formatted(status.name(), said(waiting.reason(), waiting.message())));
    };
  }

  /** How it failed last; empty: it did not, or it ended well. */
  private static Optional<Terminated> crash(ContainerStatus status) {
    return Stream.of(status.state().terminated(), status.lastState().terminated())
        .filter(end -> end.exitCode() != 0)
        .findFirst();
  }

  private static Optional<String> unscheduled(List<StatusCondition> conditions) {
    return StatusCondition.of(conditions, "PodScheduled")
        .filter(StatusCondition::isFalse)
        .map(condition -> "it is not scheduled" + said(condition.reason(), condition.message()));
  }

  private static String said(String reason, String message) {
    String words =
        Stream.of(reason, UntrustedText.clean(message, LONGEST))
            .filter(text -> !text.isBlank())
            .reduce((one, other) -> one + ": " + other)
            .orElse("");
    return words.isEmpty() ? "" : " (" + UntrustedText.clean(words, 2 * LONGEST) + ")";
  }
}
