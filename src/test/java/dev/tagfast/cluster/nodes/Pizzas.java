package dev.tagfast.cluster.nodes;

import dev.tagfast.demo.Poll;
import dev.tagfast.image.Digest;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** A Deployment of pizzas in its own namespace, and what its pods really are. */
public final class Pizzas {
  /** Pods start within a second; a loaded machine may take its time. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final KubernetesClient client;
  private final String namespace;
  private final String name;

  private Pizzas(KubernetesClient client, String namespace, String name) {
    this.client = client;
    this.namespace = namespace;
    this.name = name;
  }

  /**
   * One pod.
   *
   * @param node where it runs
   * @param replicaSet what made it
   * @param digest what the kubelet says that it runs
   * @param answer what it answers itself
   */
  public record Slice(String node, String replicaSet, Digest digest, String answer) {}

  /**
   * Creates one that spreads its pods evenly over the nodes, so that the second pod is certainly on
   * another node than the first.
   *
   * @param labels of the Deployment, e.g. the one that subscribes
   * @param pullPolicy {@code IfNotPresent} or {@code Always}
   */
  public static Pizzas create(
      KubernetesClient client,
      String namespace,
      String name,
      Map<String, String> labels,
      String image,
      String pullPolicy,
      int replicas) {
    client
        .resource(
            new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewSelector()
                .addToMatchLabels("app", name)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", name)
                .endMetadata()
                .withNewSpec()
                .addNewTopologySpreadConstraint()
                .withMaxSkew(1)
                .withTopologyKey("kubernetes.io/hostname")
                .withWhenUnsatisfiable("DoNotSchedule")
                .withNewLabelSelector()
                .addToMatchLabels("app", name)
                .endLabelSelector()
                .addToMatchLabelKeys("pod-template-hash")
                .endTopologySpreadConstraint()
                .addNewContainer()
                .withName("pizza")
                .withImage(image)
                .withImagePullPolicy(pullPolicy)
                .withNewReadinessProbe()
                .withNewHttpGet()
                .withPath("/")
                .withNewPort(8080)
                .endHttpGet()
                .withPeriodSeconds(1)
                .withTimeoutSeconds(10)
                .endReadinessProbe()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build())
        .create();
    return new Pizzas(client, namespace, name);
  }

  /** One that is there already. */
  public static Pizzas of(KubernetesClient client, String namespace, String name) {
    return new Pizzas(client, namespace, name);
  }

  /** Asks for so many pods, and waits until they are there. */
  public List<Slice> scale(int replicas) {
    client.apps().deployments().inNamespace(namespace).withName(name).scale(replicas);
    return await("%d pods".formatted(replicas), slices -> slices.size() == replicas);
  }

  /**
   * Waits until its pods are as wanted; pods that start or end count as not there yet.
   *
   * @throws AssertionError with what there was instead
   */
  public List<Slice> await(String what, Predicate<List<Slice>> wanted) {
    // What was judged is what is answered: a second look could meet a probe that came late.
    AtomicReference<List<Slice>> judged = new AtomicReference<>(List.of());
    boolean there =
        Poll.until(
            PATIENCE,
            () -> {
              judged.set(slices());
              return wanted.test(judged.get());
            });
    if (!there) {
      throw new AssertionError("%s/%s: no %s: %s".formatted(namespace, name, what, pods()));
    }
    return judged.get();
  }

  /** The image in its pod template. */
  public String image() {
    return client
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withName(name)
        .require()
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .getFirst()
        .getImage();
  }

  /**
   * Its pods, when none of them is about to start or to end.
   *
   * @throws IllegalStateException while one is
   */
  public List<Slice> slices() {
    return pods().stream().map(this::slice).toList();
  }

  private List<Pod> pods() {
    return client.pods().inNamespace(namespace).withLabel("app", name).list().getItems();
  }

  private Slice slice(Pod pod) {
    if (pod.getMetadata().getDeletionTimestamp() != null || !isReady(pod)) {
      throw new IllegalStateException(pod.getMetadata().getName() + " starts or ends");
    }
    String imageId = pod.getStatus().getContainerStatuses().getFirst().getImageID();
    return new Slice(
        pod.getSpec().getNodeName(),
        pod.getMetadata().getOwnerReferences().getFirst().getName(),
        new Digest(imageId.substring(imageId.indexOf('@') + 1)),
        ask(pod));
  }

  private static boolean isReady(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .anyMatch(is -> is.getType().equals("Ready") && is.getStatus().equals("True"));
  }

  /** By way of the API server: not every cluster's pods are reached from this machine. */
  private String ask(Pod pod) {
    String answer =
        client.raw(
            "/api/v1/namespaces/%s/pods/%s:8080/proxy/"
                .formatted(namespace, pod.getMetadata().getName()));
    if (answer == null) {
      throw new IllegalStateException(pod.getMetadata().getName() + " is gone");
    }
    return answer.strip();
  }
}
