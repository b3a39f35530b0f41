package dev.tagfast.act.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.tagfast.act.progress.Replicas;
import dev.tagfast.act.progress.StatusCondition;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a workload's {@code status} that Tagfast reads: those of every kind together. What
 * is missing is empty or zero.
 *
 * @param observedGeneration as text: an Argo Rollout writes one
 * @param replicas all pods
 * @param currentRevision of a StatefulSet: what its pods had before
 * @param updateRevision of a StatefulSet: what they get
 * @param desiredNumberScheduled of a DaemonSet, as the other numbers with another name
 * @param latestCreatedRevisionName of a Knative Service
 * @param latestReadyRevisionName of a Knative Service
 * @param phase of an Argo Rollout
 * @param message that goes with the phase
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@RegisterForReflection
public record KubernetesWorkloadStatus(
    String observedGeneration,
    int replicas,
    int updatedReplicas,
    int readyReplicas,
    int availableReplicas,
    String currentRevision,
    String updateRevision,
    int desiredNumberScheduled,
    int currentNumberScheduled,
    int updatedNumberScheduled,
    int numberAvailable,
    String latestCreatedRevisionName,
    String latestReadyRevisionName,
    String phase,
    String message,
    List<Condition> conditions) {
  /** Of an object that no controller has looked at. */
  static final KubernetesWorkloadStatus EMPTY =
      new KubernetesWorkloadStatus(
          null, 0, 0, 0, 0, null, null, 0, 0, 0, 0, null, null, null, null, null);

  /** What is missing is empty. */
  public KubernetesWorkloadStatus(
      @Nullable String observedGeneration,
      int replicas,
      int updatedReplicas,
      int readyReplicas,
      int availableReplicas,
      @Nullable String currentRevision,
      @Nullable String updateRevision,
      int desiredNumberScheduled,
      int currentNumberScheduled,
      int updatedNumberScheduled,
      int numberAvailable,
      @Nullable String latestCreatedRevisionName,
      @Nullable String latestReadyRevisionName,
      @Nullable String phase,
      @Nullable String message,
      @Nullable List<Condition> conditions) {
    this.observedGeneration = orEmpty(observedGeneration);
    this.replicas = replicas;
    this.updatedReplicas = updatedReplicas;
    this.readyReplicas = readyReplicas;
    this.availableReplicas = availableReplicas;
    this.currentRevision = orEmpty(currentRevision);
    this.updateRevision = orEmpty(updateRevision);
    this.desiredNumberScheduled = desiredNumberScheduled;
    this.currentNumberScheduled = currentNumberScheduled;
    this.updatedNumberScheduled = updatedNumberScheduled;
    this.numberAvailable = numberAvailable;
    this.latestCreatedRevisionName = orEmpty(latestCreatedRevisionName);
    this.latestReadyRevisionName = orEmpty(latestReadyRevisionName);
    this.phase = orEmpty(phase);
    this.message = orEmpty(message);
    this.conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }

  /** The generation that the controller saw last; empty: none, or it says it in another way. */
  OptionalLong observed() {
    try {
      return OptionalLong.of(Long.parseLong(observedGeneration));
    } catch (NumberFormatException _) {
      return OptionalLong.empty();
    }
  }

  /** The pods of a Deployment, StatefulSet or Argo Rollout. */
  Replicas replicas(int wanted, int ready) {
    return new Replicas(wanted, replicas, updatedReplicas, ready);
  }

  /** The pods of a DaemonSet. */
  Replicas daemons() {
    return new Replicas(
        desiredNumberScheduled, currentNumberScheduled, updatedNumberScheduled, numberAvailable);
  }

  /** The conditions as the rules read them. */
  List<StatusCondition> known() {
    return conditions.stream().map(Condition::known).toList();
  }

  /** A time as the API writes it; empty: there is none. */
  static Optional<Instant> time(@Nullable String text) {
    try {
      return Optional.of(Instant.parse(orEmpty(text)));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** A condition. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record Condition(
      String type,
      String status,
      String reason,
      String message,
      String lastUpdateTime,
      String lastTransitionTime) {
    /** A missing text is empty. */
    public Condition(
        @Nullable String type,
        @Nullable String status,
        @Nullable String reason,
        @Nullable String message,
        @Nullable String lastUpdateTime,
        @Nullable String lastTransitionTime) {
      this.type = orEmpty(type);
      this.status = orEmpty(status);
      this.reason = orEmpty(reason);
      this.message = orEmpty(message);
      this.lastUpdateTime = orEmpty(lastUpdateTime);
      this.lastTransitionTime = orEmpty(lastTransitionTime);
    }

    /** A Deployment notes in the update time alone when it became complete. */
    StatusCondition known() {
      return new StatusCondition(
          type,
          status,
          reason,
          message,
          time(lastUpdateTime.isEmpty() ? lastTransitionTime : lastUpdateTime));
    }
  }
}
