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
  private Spec spec = new Spec(null);
  private Status status = new Status(null, null);

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
  public record Spec(String nodeName) {
    /** A pod that is not scheduled has no node. */
    public Spec(@Nullable String nodeName) {
      this.nodeName = nodeName == null ? "" : nodeName;
    }
  }

  /** The status of a pod. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record Status(
      List<ContainerStatus> initContainerStatuses, List<ContainerStatus> containerStatuses) {
    /** Missing lists are empty. */
    public Status(
        @Nullable List<ContainerStatus> initContainerStatuses,
        @Nullable List<ContainerStatus> containerStatuses) {
      this.initContainerStatuses =
          initContainerStatuses == null ? List.of() : List.copyOf(initContainerStatuses);
      this.containerStatuses =
          containerStatuses == null ? List.of() : List.copyOf(containerStatuses);
    }
  }

  /**
   * The status of a container.
   *
   * @param imageID what the container runtime calls the image; empty: it has not started yet
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  @SuppressWarnings("MemberName") // the field's name in the API
  public record ContainerStatus(String name, String imageID) {
    /** A missing id is empty. */
    public ContainerStatus(String name, @Nullable String imageID) {
      this.name = name;
      this.imageID = imageID == null ? "" : imageID;
    }
  }
}
