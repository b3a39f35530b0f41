package dev.tagfast.act.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a workload's {@code spec} that Tagfast reads: those of every kind together, as a
 * name means the same wherever it stands. What is missing is empty.
 *
 * @param template the pod template
 * @param jobTemplate of a CronJob
 * @param workloadRef of an Argo Rollout that has no template of its own
 * @param paused of a Deployment and an Argo Rollout
 * @param suspend of a CronJob
 * @param updateStrategy of a StatefulSet and a DaemonSet
 * @param traffic of a Knative Service
 * @param replicas how many pods a Deployment, StatefulSet or Argo Rollout should have
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@RegisterForReflection
public record KubernetesWorkloadSpec(
    Template template,
    JobTemplate jobTemplate,
    WorkloadRef workloadRef,
    boolean paused,
    boolean suspend,
    UpdateStrategy updateStrategy,
    List<Traffic> traffic,
    Integer replicas) {
  /** Of an object without a specification. */
  static final KubernetesWorkloadSpec EMPTY =
      new KubernetesWorkloadSpec(null, null, null, false, false, null, null, null);

  /** What is missing is empty. */
  public KubernetesWorkloadSpec(
      @Nullable Template template,
      @Nullable JobTemplate jobTemplate,
      @Nullable WorkloadRef workloadRef,
      boolean paused,
      boolean suspend,
      @Nullable UpdateStrategy updateStrategy,
      @Nullable List<Traffic> traffic,
      @Nullable Integer replicas) {
    this.template = template == null ? new Template(null, null) : template;
    this.jobTemplate = jobTemplate == null ? new JobTemplate(null) : jobTemplate;
    this.workloadRef = workloadRef == null ? new WorkloadRef(null) : workloadRef;
    this.paused = paused;
    this.suspend = suspend;
    this.updateStrategy = updateStrategy == null ? new UpdateStrategy(null, null) : updateStrategy;
    this.traffic = traffic == null ? List.of() : List.copyOf(traffic);
    this.replicas = replicas == null ? 1 : replicas;
  }

  /** The template of a CronJob's Jobs. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record JobTemplate(JobSpec spec) {
    /** A missing specification has no containers. */
    public JobTemplate(@Nullable JobSpec spec) {
      this.spec = spec == null ? new JobSpec(null) : spec;
    }
  }

  /** The specification of those Jobs. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record JobSpec(Template template) {
    /** A missing template has no containers. */
    public JobSpec(@Nullable Template template) {
      this.template = template == null ? new Template(null, null) : template;
    }
  }

  /** When pods are replaced after the template changed. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record UpdateStrategy(String type, RollingUpdate rollingUpdate) {
    /** What is missing is the API's default: all pods, one after another. */
    public UpdateStrategy(@Nullable String type, @Nullable RollingUpdate rollingUpdate) {
      this.type = type == null ? "RollingUpdate" : type;
      this.rollingUpdate = rollingUpdate == null ? new RollingUpdate(0) : rollingUpdate;
    }
  }

  /**
   * How a StatefulSet replaces them.
   *
   * @param partition pods with a lower ordinal are not replaced
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record RollingUpdate(int partition) {}

  /** The pod template. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record Template(Metadata metadata, KubernetesPodSpec spec) {
    /** A missing specification has no images. */
    public Template(@Nullable Metadata metadata, @Nullable KubernetesPodSpec spec) {
      this.metadata = metadata == null ? new Metadata(null) : metadata;
      this.spec = spec == null ? KubernetesPodSpec.EMPTY : spec;
    }
  }

  /**
   * The metadata of a template.
   *
   * @param name that of a Knative Service's Revision; else empty
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record Metadata(String name) {
    /** A missing name is empty. */
    public Metadata(@Nullable String name) {
      this.name = name == null ? "" : name;
    }
  }

  /** A workload that has the template instead. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record WorkloadRef(String name) {
    /** A missing name is empty. */
    public WorkloadRef(@Nullable String name) {
      this.name = name == null ? "" : name;
    }
  }

  /**
   * A part of a Knative Service's requests.
   *
   * @param latestRevision whether it follows the newest Revision
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record Traffic(boolean latestRevision) {}
}
