package dev.tagfast.act.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.tagfast.act.rollout.Workload;
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

/**
 * The part of a Deployment that Tagfast reads.
 *
 * <p>fabric8's own class covers all fields of a pod. Jackson would have to inspect some hundred
 * classes before the first event is answered, and every listed Deployment would be kept in them.
 */
@Group("apps")
@Version("v1")
@Kind("Deployment")
@Plural("deployments")
@JsonIgnoreProperties(ignoreUnknown = true)
// Overrides the deserializer of fabric8's interfaces, which creates fabric8's own class for
// every object of kind Deployment.
@JsonDeserialize(using = JsonDeserializer.None.class)
@RegisterForReflection
public final class KubernetesDeployment implements HasMetadata, Namespaced {
  private static final long serialVersionUID = 1L;

  private String apiVersion = "apps/v1";
  private ObjectMeta metadata = new ObjectMeta();
  private Spec spec = new Spec(null);

  /** A Deployment with only namespace and name, as the target of a patch. */
  static KubernetesDeployment named(Workload workload) {
    KubernetesDeployment deployment = new KubernetesDeployment();
    deployment.metadata.setNamespace(workload.namespace());
    deployment.metadata.setName(workload.name());
    return deployment;
  }

  /** The containers of the pod template, in their order. */
  List<Container> containers() {
    return spec.template().spec().containers();
  }

  /** The init containers of the pod template, in their order. */
  List<Container> initContainers() {
    return spec.template().spec().initContainers();
  }

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

  /** The specification of a Deployment. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record Spec(Template template) {
    /** A missing template has no containers. */
    public Spec(@Nullable Template template) {
      this.template = template == null ? new Template(null) : template;
    }
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
