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
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@RegisterForReflection
public record KubernetesWorkloadSpec(Template template) {
  /** Of an object without a specification. */
  static final KubernetesWorkloadSpec EMPTY = new KubernetesWorkloadSpec(null);

  /** A missing template has no containers. */
  public KubernetesWorkloadSpec(@Nullable Template template) {
    this.template = template == null ? new Template(null) : template;
  }

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
    /** A missing image becomes the empty text, which is no image reference. */
    public Container(String name, @Nullable String image) {
      this.name = name;
      this.image = image == null ? "" : image;
    }
  }
}
