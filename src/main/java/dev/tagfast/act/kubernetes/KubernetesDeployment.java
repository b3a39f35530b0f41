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
 * What is read of a Deployment. fabric8's own class knows all that a pod can have: some hundred
 * classes that Jackson would have to look at before the first event is answered, and that every
 * listed Deployment would be kept in.
 */
@Group("apps")
@Version("v1")
@Kind("Deployment")
@Plural("deployments")
@JsonIgnoreProperties(ignoreUnknown = true)
// Not the one that fabric8's interfaces name, which makes its own class of whatever calls itself a
// Deployment.
@JsonDeserialize(using = JsonDeserializer.None.class)
@RegisterForReflection
public final class KubernetesDeployment implements HasMetadata, Namespaced {
  private static final long serialVersionUID = 1L;

  private String apiVersion = "apps/v1";
  private ObjectMeta metadata = new ObjectMeta();
  private Spec spec = new Spec(null);

  /** One that has but its name, to be patched. */
  static KubernetesDeployment named(Workload workload) {
    KubernetesDeployment deployment = new KubernetesDeployment();
    deployment.metadata.setNamespace(workload.namespace());
    deployment.metadata.setName(workload.name());
    return deployment;
  }

  /** Its containers, in their order. */
  List<Container> containers() {
    return spec.template().spec().containers();
  }

  /** Those that run before. */
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

  /** Of the Deployment. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record Spec(Template template) {
    /** One without a template has no containers. */
    public Spec(@Nullable Template template) {
      this.template = template == null ? new Template(null) : template;
    }
  }

  /** Of its pods. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record Template(PodSpec spec) {
    /** One without a specification has no containers. */
    public Template(@Nullable PodSpec spec) {
      this.spec = spec == null ? new PodSpec(null, null) : spec;
    }
  }

  /** Of a pod. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record PodSpec(List<Container> initContainers, List<Container> containers) {
    /** Lists that are not there are empty. */
    public PodSpec(@Nullable List<Container> initContainers, @Nullable List<Container> containers) {
      this.initContainers = initContainers == null ? List.of() : List.copyOf(initContainers);
      this.containers = containers == null ? List.of() : List.copyOf(containers);
    }
  }

  /**
   * Of a container.
   *
   * @param image may be left out of a template that something else completes
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record Container(String name, String image) {
    /** An image that is not there is no reference. */
    public Container(String name, @Nullable String image) {
      this.name = name;
      this.image = image == null ? "" : image;
    }
  }
}
