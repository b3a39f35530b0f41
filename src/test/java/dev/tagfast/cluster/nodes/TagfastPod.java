package dev.tagfast.cluster.nodes;

import dev.tagfast.cluster.RealApi;
import dev.tagfast.demo.Poll;
import dev.tagfast.packaged.AppPackage;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Tagfast as a pod, from its own image, installed as a person installs it: an overlay of {@code
 * knative/base} that names image and settings. The registry of the nodes notifies its Service.
 */
public final class TagfastPod {
  /** The name under which the registry sends its notifications. */
  public static final String SOURCE = "cluster";

  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String FINALIZER = "tagfast.dev/test";
  private static final Path OVERLAY = Path.of("target/overlay-of-the-tests");

  private final Nodes nodes;
  private final String secret = UUID.randomUUID().toString();

  private TagfastPod(Nodes nodes) {
    this.nodes = nodes;
  }

  /**
   * Installs it, waits until it is ready, and has the registry notify it.
   *
   * @param more settings, as environment variables
   */
  public static TagfastPod install(Nodes nodes, Map<String, String> more) {
    TagfastPod pod = new TagfastPod(nodes);
    nodes.pushTagfast("tagfast:test");
    pod.writeOverlay(more);
    nodes.kubectl().run("apply", "--server-side", "-k", OVERLAY.toString());
    if (!Poll.until(PATIENCE, pod::isReady)) {
      throw new IllegalStateException("Tagfast's pod does not become ready:\n" + pod.log());
    }
    nodes.notify(pod.uri().resolve("/webhooks/" + SOURCE).toString(), pod.secret());
    return pod;
  }

  /** Its Service, as it is reached from this machine. */
  public URI uri() {
    return URI.create(
        "http://"
            + nodes
                .client()
                .services()
                .inNamespace(RealApi.TAGFAST)
                .withName(RealApi.TAGFAST)
                .require()
                .getSpec()
                .getClusterIP());
  }

  /** The secret of both doors: the value of the header {@code Authorization}. */
  public String secret() {
    return secret;
  }

  /** Asks it for a reconcile and waits until it has ended. */
  void reconcile() {
    HttpRequest request =
        HttpRequest.newBuilder(uri())
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", secret)
            .header("ce-specversion", "1.0")
            .header("ce-id", UUID.randomUUID().toString())
            .header("ce-source", "/test")
            .header("ce-type", "dev.tagfast.reconcile")
            .POST(BodyPublishers.noBody())
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      http.send(request, BodyHandlers.discarding());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the Events with this reason about a workload say. */
  String events(String namespace, String workload, String reason) {
    return nodes
        .kubectl()
        .run(
            "get",
            "events",
            "-n",
            namespace,
            "--field-selector",
            "involvedObject.name=" + workload + ",reason=" + reason,
            "-o",
            "jsonpath={.items[*].message}");
  }

  /** The limit of its memory, as its pod has it. */
  public String memoryLimit() {
    return pod()
        .getSpec()
        .getContainers()
        .getFirst()
        .getResources()
        .getLimits()
        .get("memory")
        .toString();
  }

  /** How often its container was started again, e.g. because it needed more memory. */
  public int restarts() {
    return pod().getStatus().getContainerStatuses().getFirst().getRestartCount();
  }

  /**
   * Deletes its pod, and waits for the end of its container. The Deployment starts another pod.
   *
   * @return the status with which it ended
   */
  public int stop() {
    // The finalizer keeps the object, which says how the container ended.
    Resource<Pod> ended =
        nodes.client().pods().inNamespace(RealApi.TAGFAST).withName(pod().getMetadata().getName());
    // A patch without a version: the kubelet writes the status at the same time.
    ended.patch(MERGE, "{\"metadata\":{\"finalizers\":[\"" + FINALIZER + "\"]}}");
    ended.delete();
    try {
      if (!Poll.until(PATIENCE, () -> termination(ended).isPresent())) {
        throw new IllegalStateException("Tagfast's container does not end:\n" + log());
      }
      return termination(ended).orElseThrow().getExitCode();
    } finally {
      ended.patch(MERGE, "{\"metadata\":{\"finalizers\":null}}");
    }
  }

  private static Optional<ContainerStateTerminated> termination(Resource<Pod> pod) {
    return pod.require().getStatus().getContainerStatuses().stream()
        .findFirst()
        .map(status -> status.getState().getTerminated());
  }

  private Pod pod() {
    return nodes
        .client()
        .pods()
        .inNamespace(RealApi.TAGFAST)
        .withLabel("app.kubernetes.io/name", RealApi.TAGFAST)
        .list()
        .getItems()
        .getFirst();
  }

  /** What it logged; what happened to its pod, where it did not get so far. */
  public String log() {
    return nodes
            .kubectl()
            .tryWith("", "logs", "--namespace", RealApi.TAGFAST, "deployment/" + RealApi.TAGFAST)
            .output()
        + nodes.kubectl().tryWith("", "get", "events", "--namespace", RealApi.TAGFAST).output();
  }

  private boolean isReady() {
    Deployment deployment =
        nodes
            .client()
            .apps()
            .deployments()
            .inNamespace(RealApi.TAGFAST)
            .withName(RealApi.TAGFAST)
            .require();
    return Optional.ofNullable(deployment.getStatus().getReadyReplicas()).orElse(0) > 0;
  }

  private void writeOverlay(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("TAGFAST_REGISTRIES_LOCAL_HOST", nodes.registry());
    settings.put("TAGFAST_REGISTRIES_LOCAL_INSECURE", "true");
    settings.put("TAGFAST_SOURCES_CLUSTER_FORMAT", "distribution");
    settings.put("TAGFAST_SOURCES_CLUSTER_REGISTRIES", "local");
    settings.put("TAGFAST_EVENTS_AUTH", "header");
    // Only events move things here: a look of its own could be faster than one of them.
    settings.put("TAGFAST_RECONCILE_EVERY", "off");
    settings.putAll(more);
    String literals =
        settings.entrySet().stream()
            .map(setting -> "      - %s=%s".formatted(setting.getKey(), setting.getValue()))
            .collect(Collectors.joining("\n"));
    String overlay =
        """
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        namespace: %1$s
        resources: [../../knative/base]
        %5$s
        patches:
          - target: {kind: Deployment, name: tagfast}
            patch: |
              - op: replace
                path: /spec/template/spec/containers/0/resources/limits/memory
                value: %6$s
        images: [{name: tagfast, newName: %2$s/tagfast, newTag: test}]
        configMapGenerator:
          - name: tagfast-settings
            literals:
        %3$s
        secretGenerator:
          - name: tagfast
            literals:
              - TAGFAST_SOURCES_CLUSTER_SECRET=%4$s
              - TAGFAST_EVENTS_SECRET=%4$s
              - TAGFAST_REGISTRIES_LOCAL_PUSH_CREDENTIALS_USERNAME=restorer
              - TAGFAST_REGISTRIES_LOCAL_PUSH_CREDENTIALS_PASSWORD=%4$s
        """
            .formatted(
                RealApi.TAGFAST,
                nodes.registry(),
                literals,
                secret,
                AppPackage.chosen().componentsLine(OVERLAY),
                AppPackage.chosen().memoryLimit());
    try {
      Files.createDirectories(OVERLAY);
      Files.writeString(OVERLAY.resolve("kustomization.yaml"), overlay);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
