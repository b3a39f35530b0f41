package dev.tagfast.act.kubernetes;

import dev.tagfast.act.kubernetes.KubernetesWorkloadSpec.PodSpec;
import dev.tagfast.act.rollout.Workload;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The kinds of workloads that can subscribe: where images stand in each, and what is particular to
 * it. A new kind is a constant and a class here, and a row in {@code knative/base/rbac.yaml}.
 */
@SuppressWarnings("ImmutableEnumChecker") // the suppliers are constructors
enum KubernetesKind {
  DEPLOYMENT("Deployments", Deployment.class, Deployment::new);

  private static final List<String> POD_TEMPLATE = List.of("spec", "template", "spec");

  private final String title;
  private final Class<? extends KubernetesWorkload> type;
  private final Supplier<KubernetesWorkload> constructor;

  KubernetesKind(
      String title,
      Class<? extends KubernetesWorkload> type,
      Supplier<KubernetesWorkload> constructor) {
    this.title = title;
    this.type = type;
    this.constructor = constructor;
  }

  /**
   * The kind of a workload that was read before.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  static KubernetesKind of(Workload workload) {
    return Arrays.stream(values())
        .filter(
            kind ->
                kind.kind().equals(workload.kind())
                    && kind.apiVersion().equals(workload.apiVersion()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no kind of a subscriber: " + workload));
  }

  /** What people call several of it. */
  String title() {
    return title;
  }

  /** The class that its objects are read into. */
  Class<? extends KubernetesWorkload> type() {
    return type;
  }

  /** {@code kind} of its objects. */
  String kind() {
    return HasMetadata.getKind(type);
  }

  /** Group and version, e.g. {@code apps/v1}. */
  String apiVersion() {
    return HasMetadata.getApiVersion(type);
  }

  /** The API group. */
  String group() {
    return HasMetadata.getGroup(type);
  }

  /** The resource, as roles name it. */
  String plural() {
    return HasMetadata.getPlural(type);
  }

  /** An object with only namespace and name, as the target of a patch. */
  KubernetesWorkload named(Workload workload) {
    KubernetesWorkload object = constructor.get();
    object.getMetadata().setNamespace(workload.namespace());
    object.getMetadata().setName(workload.name());
    return object;
  }

  /** The members that lead to the specification of the pods. */
  List<String> podPath() {
    return POD_TEMPLATE;
  }

  /** The specification of the pods, which stands at {@link #podPath}. */
  PodSpec pods(KubernetesWorkloadSpec spec) {
    return spec.template().spec();
  }

  /** Of {@code apps/v1}. */
  @Group("apps")
  @Version("v1")
  @Kind("Deployment")
  @Plural("deployments")
  @RegisterForReflection
  public static final class Deployment extends KubernetesWorkload {
    private static final long serialVersionUID = 1L;
  }
}
