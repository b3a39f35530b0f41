package dev.tagfast.act.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of a Pod that Tagfast reads, for the reason of {@link KubernetesWorkload}. */
@Group("")
@Version("v1")
@Kind("Pod")
@Plural("pods")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonDeserialize(using = JsonDeserializer.None.class)
@RegisterForReflection
public final class KubernetesPod implements HasMetadata, Namespaced {
  private static final long serialVersionUID = 1L;

  private String apiVersion = "v1";
  private ObjectMeta metadata = new ObjectMeta();
  private Spec spec = new Spec(null, null, null, null);
  private Status status = new Status(null, null, null);

  @Override
  public String getApiVersion() {
    return apiVersion;
  }

  @Override
  public void setApiVersion(String version) {
    apiVersion = version;
  }

  @Override
  public ObjectMeta getMetadata() {
    return metadata;
  }

  @Override
  public void setMetadata(ObjectMeta metadata) {
    this.metadata = metadata;
  }

  /** For Jackson. */
  public Spec getSpec() {
    return spec;
  }

  /** For Jackson. */
  public void setSpec(Spec spec) {
    this.spec = spec;
  }

  /** For Jackson. */
  public Status getStatus() {
    return status;
  }

  /** For Jackson. */
  public void setStatus(Status status) {
    this.status = status;
  }

  /**
   * The specification of a pod.
   *
   * @param nodeName empty: it is not scheduled yet
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record Spec(
      String nodeName,
      List<KubernetesPodSpec.Container> initContainers,
      List<KubernetesPodSpec.Container> containers,
      List<KubernetesPodSpec.Volume> volumes) {
    /** A pod that is not scheduled has no node. */
    public Spec(
        @Nullable String nodeName,
        @Nullable List<KubernetesPodSpec.Container> initContainers,
        @Nullable List<KubernetesPodSpec.Container> containers,
        @Nullable List<KubernetesPodSpec.Volume> volumes) {
      this.nodeName = nodeName == null ? "" : nodeName;
      this.initContainers = orEmpty(initContainers);
      this.containers = orEmpty(containers);
      this.volumes = orEmpty(volumes);
    }

    /** The same as a workload's template has it. */
    KubernetesPodSpec images() {
      return new KubernetesPodSpec(initContainers, containers, volumes);
    }
  }

  /** The status of a pod. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record Status(
      List<ContainerStatus> initContainerStatuses,
      List<ContainerStatus> containerStatuses,
      List<KubernetesWorkloadStatus.Condition> conditions) {
    /** Missing lists are empty. */
    public Status(
        @Nullable List<ContainerStatus> initContainerStatuses,
        @Nullable List<ContainerStatus> containerStatuses,
        @Nullable List<KubernetesWorkloadStatus.Condition> conditions) {
      this.initContainerStatuses = orEmpty(initContainerStatuses);
      this.containerStatuses = orEmpty(containerStatuses);
      this.conditions = orEmpty(conditions);
    }
  }

  /**
   * The status of a container.
   *
   * @param imageID what the container runtime calls the image; empty: it has not started yet
   * @param state what it does
   * @param lastState how it ended before
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  @SuppressWarnings("MemberName") // the field's name in the API
  public record ContainerStatus(
      String name, String imageID, int restartCount, State state, State lastState) {
    /** What is missing is empty. */
    public ContainerStatus(
        @Nullable String name,
        @Nullable String imageID,
        int restartCount,
        @Nullable State state,
        @Nullable State lastState) {
      this.name = name == null ? "" : name;
      this.imageID = imageID == null ? "" : imageID;
      this.restartCount = restartCount;
      this.state = state == null ? new State(null, null) : state;
      this.lastState = lastState == null ? new State(null, null) : lastState;
    }
  }

  /**
   * What a container does. One that runs has neither.
   *
   * @param waiting why it does not run yet
   * @param terminated how it ended
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record State(Waiting waiting, Terminated terminated) {
    /** What is missing is empty. */
    public State(@Nullable Waiting waiting, @Nullable Terminated terminated) {
      this.waiting = waiting == null ? new Waiting(null, null) : waiting;
      this.terminated = terminated == null ? new Terminated(0, null, null, null) : terminated;
    }
  }

  /** Why a container does not run yet. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record Waiting(String reason, String message) {
    /** A missing text is empty. */
    public Waiting(@Nullable String reason, @Nullable String message) {
      this.reason = reason == null ? "" : reason;
      this.message = message == null ? "" : message;
    }
  }

  /** How a container ended. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record Terminated(int exitCode, String reason, String message, String finishedAt) {
    /** A missing text is empty. */
    public Terminated(
        int exitCode,
        @Nullable String reason,
        @Nullable String message,
        @Nullable String finishedAt) {
      this.exitCode = exitCode;
      this.reason = reason == null ? "" : reason;
      this.message = message == null ? "" : message;
      this.finishedAt = finishedAt == null ? "" : finishedAt;
    }
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }
}
