package dev.tagfast.act.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The part of a workload that Tagfast reads, whatever its kind; {@link KubernetesKind} has a
 * subclass for each.
 *
 * <p>fabric8's own classes cover all fields of a pod. Jackson would have to inspect some hundred
 * classes before the first event is answered, and every listed workload would be kept in them.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
// Overrides the deserializer of fabric8's interfaces, which creates fabric8's own class for
// every object of a kind that it knows.
@JsonDeserialize(using = JsonDeserializer.None.class)
@RegisterForReflection
abstract class KubernetesWorkload implements HasMetadata, Namespaced {
  private static final long serialVersionUID = 1L;

  private ObjectMeta metadata = new ObjectMeta();
  private KubernetesWorkloadSpec spec = KubernetesWorkloadSpec.EMPTY;
  private KubernetesWorkloadStatus status = KubernetesWorkloadStatus.EMPTY;

  @Override
  public String getApiVersion() {
    return HasMetadata.getApiVersion(getClass());
  }

  /** Changes nothing: a class stands for one version. */
  @Override
  public void setApiVersion(String version) {}

  /** Whether nothing will ever run of it any more. */
  boolean hasEnded() {
    return false;
  }

  @Override
  public ObjectMeta getMetadata() {
    return metadata;
  }

  @Override
  public void setMetadata(ObjectMeta metadata) {
    this.metadata = metadata;
  }

  /** The specification; empty where there is none. */
  public KubernetesWorkloadSpec getSpec() {
    return spec;
  }

  /** For Jackson. */
  public void setSpec(KubernetesWorkloadSpec spec) {
    this.spec = spec;
  }

  /** The status; empty where there is none yet. */
  public KubernetesWorkloadStatus getStatus() {
    return status;
  }

  /** For Jackson. */
  public void setStatus(KubernetesWorkloadStatus status) {
    this.status = status;
  }

  /** Whether its controller has seen it as it is now. */
  boolean isObserved() {
    Long generation = metadata.getGeneration();
    return status.observed().isPresent()
        && (generation == null || status.observed().getAsLong() >= generation);
  }
}
