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
 * @param paused of a Deployment
 * @param suspend of a CronJob
 * @param updateStrategy of a StatefulSet and a DaemonSet
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@RegisterForReflection
public record KubernetesWorkloadSpec(
    Template template,
    JobTemplate jobTemplate,
    boolean paused,
    boolean suspend,
    UpdateStrategy updateStrategy) {
  /** Of an object without a specification. */
  static final KubernetesWorkloadSpec EMPTY =
      new KubernetesWorkloadSpec(null, null, false, false, null);

  /** A missing template has no containers. */
  public KubernetesWorkloadSpec(
      @Nullable Template template,
      @Nullable JobTemplate jobTemplate,
      boolean paused,
      boolean suspend,
      @Nullable UpdateStrategy updateStrategy) {
    this.template = template == null ? new Template(null) : template;
    this.jobTemplate = jobTemplate == null ? new JobTemplate(null) : jobTemplate;
    this.paused = paused;
    this.suspend = suspend;
    this.updateStrategy = updateStrategy == null ? new UpdateStrategy(null, null) : updateStrategy;
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
      this.template = template == null ? new Template(null) : template;
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
  public record Template(PodSpec spec) {
    /** A missing specification has no containers. */
    public Template(@Nullable PodSpec spec) {
      this.spec = spec == null ? new PodSpec(null, null) : spec;
    }
  }

  /** The specification of a pod. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record PodSpec(List<Container> initContainers, List<Container> containers) {
    /** Missing lists are empty. */
    public PodSpec(@Nullable List<Container> initContainers, @Nullable List<Container> containers) {
      this.initContainers = initContainers == null ? List.of() : List.copyOf(initContainers);
      this.containers = containers == null ? List.of() : List.copyOf(containers);
    }
  }

  /**
   * A container.
   *
   * @param image empty if it is missing, as in a template that something else completes
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record Container(String name, String image) {
    /** What is missing becomes the empty text, which is no image reference. */
    public Container(@Nullable String name, @Nullable String image) {
      this.name = name == null ? "" : name;
      this.image = image == null ? "" : image;
    }
  }
}
