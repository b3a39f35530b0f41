package dev.tagfast.demo;

import dev.tagfast.cluster.Kubectl;
import dev.tagfast.cluster.Launcher;
import dev.tagfast.cluster.nodes.Pizzas;
import dev.tagfast.image.Digest;
import dev.tagfast.ledger.kubernetes.ImageTag;
import dev.tagfast.testing.ImagePusher;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A cluster with Knative as this machine reaches it: everything goes through {@code kubectl proxy},
 * because pods and Services of somebody's cluster have no addresses here.
 */
final class KnativePlace implements AutoCloseable {
  /** Where Tagfast is. */
  static final String TAGFAST = KnativeManifests.TAGFAST;

  /** Where the person's workloads are. */
  static final String PIZZERIA = KnativeManifests.PIZZERIA;

  /** The listed registry that never answers. */
  static final String AWAY = KnativeManifests.AWAY;

  private static final Path WORK = Path.of("target/knative-story");
  private static final Map<String, String> SUBSCRIBED = Map.of("tagfast.dev/subscribe", "true");

  private final KnativeSettings settings;
  private final Kubectl kubectl;
  private final Process proxy;
  private final URI api;
  private final KubernetesClient client;
  // Not an upgrade to HTTP/2: the API server's proxy would take that for the request of a tunnel.
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ImagePusher registry;

  private KnativePlace(KnativeSettings settings, Process proxy, URI api) {
    this.settings = settings;
    this.proxy = proxy;
    this.api = api;
    kubectl = new Kubectl(settings.kubectl(), settings.kubeconfig());
    Config config = new ConfigBuilder(Config.empty()).withMasterUrl(api.toString()).build();
    client = new KubernetesClientBuilder().withConfig(config).build();
    registry = ImagePusher.to(URI.create("http://" + settings.registry()));
  }

  /**
   * Reaches it.
   *
   * @throws IllegalStateException if it cannot be reached, or has no Knative
   */
  static KnativePlace open(KnativeSettings settings) {
    ProcessBuilder builder =
        new ProcessBuilder(settings.kubectl().toString(), "proxy", "--port=0")
            .redirectErrorStream(true);
    builder.environment().put("KUBECONFIG", settings.kubeconfig().toString());
    try {
      Process proxy = builder.start();
      // Also where this program is killed.
      Runtime.getRuntime().addShutdownHook(new Thread(proxy::destroy));
      String line = Optional.ofNullable(proxy.inputReader().readLine()).orElse("it said nothing");
      if (!line.contains("127.0.0.1:")) {
        throw new IllegalStateException("kubectl proxy does not start: " + line);
      }
      String port = line.substring(line.lastIndexOf(':') + 1).strip();
      return new KnativePlace(settings, proxy, URI.create("http://127.0.0.1:" + port))
          .withKnative();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private KnativePlace withKnative() {
    for (String crd : List.of("services.serving.knative.dev", "triggers.eventing.knative.dev")) {
      Kubectl.Answer there = kubectl.tryWith("", "get", "crd", crd);
      if (there.status() != 0) {
        close();
        throw new IllegalStateException(
            "The cluster of %s has no Knative Serving and Eventing: %s"
                .formatted(settings.kubeconfig(), there.output().strip()));
      }
    }
    return this;
  }

  String description() {
    return """
        Tagfast makes image tags mean what Kubernetes assumes: that they do not change.

        The cluster of %s, with Knative; the registry is %s
        and notifies tagfast-webhooks of every push. What is installed: %s
        """
        .formatted(settings.kubeconfig(), settings.registry(), settings.overlay());
  }

  /** As a person does: an overlay of one's own with image and settings, and one command. */
  void install() {
    try {
      Files.createDirectories(WORK);
      Files.writeString(
          WORK.resolve("kustomization.yaml"), KnativeManifests.overlay(settings, WORK));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    kubectl.run("apply", "--server-side", "--force-conflicts", "-k", WORK.toString());
    kubectl.tryWith("", "create", "namespace", PIZZERIA);
  }

  /** A sink, and a Trigger that brings it every report that reaches the broker. */
  void listen() {
    Digest image = push("push-listener", "listener:1");
    kubectl.tryWith(
        KnativeManifests.listener(settings, image),
        "apply",
        "--server-side",
        "--force-conflicts",
        "-f",
        "-");
  }

  /** Whether the registry answers; in some clusters it has just been installed. */
  boolean registryAnswers() {
    registry.look("pizza", "any");
    return true;
  }

  /** Somebody pushes a pizza. */
  Digest pushPizza(String repository, String tag, String flavour) {
    return push("push-pizza", repository + ":" + tag, "--flavour", flavour);
  }

  private Digest push(String command, String reference, String... rest) {
    List<String> line = new ArrayList<>();
    line.addAll(List.of(Launcher.required().toString(), command));
    line.addAll(List.of("--registry", settings.registry(), "--ref", reference));
    line.addAll(List.of(rest));
    try {
      Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + " " + reference + ": " + said);
      }
      return new Digest(said.strip().lines().reduce("", (_, last) -> last));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** An image as a Deployment spells it. */
  String image(String repository, String tag) {
    return "%s/%s:%s".formatted(settings.registry(), repository, tag);
  }

  /** A Deployment that subscribes. */
  Pizzas deploy(String name, String image, int replicas) {
    client.apps().deployments().inNamespace(PIZZERIA).withName(name).delete();
    Poll.until(
        Duration.ofMinutes(1),
        () ->
            client.pods().inNamespace(PIZZERIA).withLabel("app", name).list().getItems().isEmpty());
    return Pizzas.create(client, PIZZERIA, name, SUBSCRIBED, image, "IfNotPresent", replicas);
  }

  /** Somebody's program sends our own event to the broker; the answer is the broker's. */
  CompletableFuture<Integer> sendToBroker(String id, String host, String repository, String tag) {
    HttpRequest request =
        HttpRequest.newBuilder(
                api.resolve(
                    "/api/v1/namespaces/knative-eventing/services/broker-ingress:80/proxy/%s/default"
                        .formatted(TAGFAST)))
            .timeout(Duration.ofMinutes(4))
            .header("ce-specversion", "1.0")
            .header("ce-id", id)
            .header("ce-source", "/story")
            .header("ce-type", "dev.tagfast.image.pushed")
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    """
                    {"registry":"%s","repository":"%s","tag":"%s"}"""
                        .formatted(host, repository, tag)))
            .build();
    return http.sendAsync(request, BodyHandlers.discarding()).thenApply(HttpResponse::statusCode);
  }

  /** As {@link #sendToBroker(String, String, String, String)}, about the story's registry. */
  CompletableFuture<Integer> sendToBroker(String id, String repository, String tag) {
    return sendToBroker(id, settings.registry(), repository, tag);
  }

  /** The reports that reached the sink, one a line. */
  String heard() {
    return String.valueOf(
        client.raw("/api/v1/namespaces/%s/services/listener:80/proxy/".formatted(PIZZERIA)));
  }

  /** The ledger's entry of a tag. */
  Optional<ImageTag> entry(String repository, String tag) {
    return client.resources(ImageTag.class).inNamespace(TAGFAST).list().getItems().stream()
        .filter(entry -> entry.getSpec().repository().equals(repository))
        .filter(entry -> entry.getSpec().tag().equals(tag))
        .findFirst();
  }

  /** How many pods one of the Knative Services has; those that are ending do not count. */
  long podsOf(String service) {
    return client
        .pods()
        .inNamespace(TAGFAST)
        .withLabel("serving.knative.dev/service", service)
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .count();
  }

  /** The status of the condition Ready, of each object: {@code Broker/default=True …}. */
  String ready() {
    return kubectl
        .tryWith(
            "",
            "get",
            "services.serving.knative.dev,brokers,triggers,pingsources,sinkbindings",
            "-n",
            TAGFAST,
            "-o",
            "jsonpath={range .items[*]}{.kind}/{.metadata.name}="
                + "{.status.conditions[?(@.type==\"Ready\")].status} {end}")
        .output()
        .strip();
  }

  /** What kubectl prints. */
  String kubectl(String... words) {
    return kubectl.tryWith("", words).output().strip();
  }

  /** What is worth reading when something went wrong. */
  String evidence() {
    return Stream.of(
            new String[] {"get", "all,imagetags", "-n", TAGFAST},
            new String[] {"get", "events", "-n", TAGFAST},
            new String[] {
              "logs",
              "-n",
              TAGFAST,
              "-l",
              "serving.knative.dev/service",
              "-c",
              "tagfast",
              "--tail=100",
              "--prefix"
            })
        .map(words -> "$ kubectl " + String.join(" ", words) + "\n" + kubectl(words))
        .reduce("", (all, one) -> all + one + "\n\n");
  }

  @Override
  public void close() {
    registry.close();
    client.close();
    http.close();
    proxy.destroy();
  }

  /** What the broker answered so far. */
  static String status(CompletableFuture<Integer> answer) {
    return answer.isDone() ? Integer.toString(answer.join()) : "no answer yet";
  }
}
