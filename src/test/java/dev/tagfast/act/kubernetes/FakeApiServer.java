package dev.tagfast.act.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * As much of an API server as a rollout meets, on loopback: Deployments, and JSON Patch whose
 * failing test is answered with 422, which fabric8's mock cannot do.
 */
final class FakeApiServer implements AutoCloseable {
  /** What the real one answers to a patch whose test fails. */
  static final Answer TEST_FAILED =
      new Answer(422, "Invalid", "the server rejected our request due to an error in our request");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, ObjectNode> deployments = new LinkedHashMap<>();
  private final List<String> requests = new ArrayList<>();
  private final Deque<Supplier<Optional<Answer>>> beforePatches = new ArrayDeque<>();
  private Optional<Answer> listAnswer = Optional.empty();
  private Optional<Answer> afterPatch = Optional.empty();
  private int version = 100;
  private final HttpServer server;
  private final KubernetesClient client;

  /** An answer instead of the usual one. */
  record Answer(int code, String reason, String message) {}

  FakeApiServer() throws IOException {
    this(5000);
  }

  /**
   * @param timeout of a request, in milliseconds, where it has none of its own
   */
  FakeApiServer(int timeout) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(Config.empty())
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .withRequestRetryBackoffLimit(0)
                    .withRequestTimeout(timeout)
                    .build())
            .build();
  }

  KubernetesClient client() {
    return client;
  }

  synchronized void put(Deployment deployment) {
    ObjectNode node = JSON.valueToTree(deployment);
    node.withObject("metadata").put("resourceVersion", Integer.toString(version++));
    deployments.put(path(deployment), node);
  }

  synchronized Deployment deployment(String namespace, String name) {
    return Serialization.unmarshal(
        deployments.get(path(namespace, name)).toString(), Deployment.class);
  }

  synchronized void remove(String namespace, String name) {
    deployments.remove(path(namespace, name));
  }

  /** Something happens just before the next patch that has nothing to happen before it yet. */
  void beforePatch(Runnable deed) {
    beforePatches.add(
        () -> {
          deed.run();
          return Optional.empty();
        });
  }

  /** The next patch is not done but answered so. */
  void refusePatch(Answer answer) {
    beforePatches.add(() -> Optional.of(answer));
  }

  /** Every patch is done, but answered so. */
  void patchAndAnswer(Answer answer) {
    afterPatch = Optional.of(answer);
  }

  void refuseLists(Answer answer) {
    listAnswer = Optional.of(answer);
  }

  /** Method and address of every request, in order. */
  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  /** From now on nobody answers. */
  void stop() {
    server.stop(0);
  }

  @Override
  public void close() {
    client.close();
    server.stop(0);
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    String path = exchange.getRequestURI().getPath();
    if (exchange.getRequestMethod().equals("PATCH")) {
      Optional<Answer> refusal = Optional.ofNullable(beforePatches.poll()).flatMap(Supplier::get);
      if (refusal.isPresent()) {
        status(exchange, refusal.get());
      } else {
        patch(exchange, path, JSON.readTree(body));
      }
    } else if (path.endsWith("/deployments")) {
      if (listAnswer.isPresent()) {
        status(exchange, listAnswer.get());
      } else {
        list(exchange, path);
      }
    } else if (deployments.containsKey(path)) {
      send(exchange, 200, deployments.get(path).toString());
    } else {
      status(exchange, new Answer(404, "NotFound", "not found"));
    }
  }

  private void patch(HttpExchange exchange, String path, JsonNode patch) throws IOException {
    ObjectNode before = deployments.get(path);
    if (before == null) {
      status(exchange, new Answer(404, "NotFound", "not found"));
      return;
    }
    if (!exchange
        .getRequestHeaders()
        .getFirst("Content-Type")
        .startsWith("application/json-patch")) {
      status(exchange, new Answer(415, "UnsupportedMediaType", "not a JSON patch"));
      return;
    }
    try {
      ObjectNode after = (ObjectNode) JsonPatch.apply(patch, before.deepCopy());
      after.withObject("metadata").put("resourceVersion", Integer.toString(version++));
      deployments.put(path, after);
      if (afterPatch.isPresent()) {
        status(exchange, afterPatch.get());
      } else {
        send(exchange, 200, after.toString());
      }
    } catch (JsonPatchException e) {
      status(exchange, TEST_FAILED);
    }
  }

  /** Does not look at the selector: what was asked for is in {@link #requests}. */
  private void list(HttpExchange exchange, String path) throws IOException {
    String prefix = path.endsWith("/v1/deployments") ? "/" : path + "/";
    String items =
        deployments.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(prefix))
            .map(entry -> entry.getValue().toString())
            .collect(Collectors.joining(","));
    send(
        exchange,
        200,
        "{\"apiVersion\":\"apps/v1\",\"kind\":\"DeploymentList\",\"metadata\":{},\"items\":["
            + items
            + "]}");
  }

  private static void status(HttpExchange exchange, Answer answer) throws IOException {
    ObjectNode status =
        JSON.createObjectNode()
            .put("apiVersion", "v1")
            .put("kind", "Status")
            .put("status", "Failure")
            .put("code", answer.code())
            .put("reason", answer.reason())
            .put("message", answer.message());
    send(exchange, answer.code(), status.toString());
  }

  private static void send(HttpExchange exchange, int code, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    }
  }

  private static String path(Deployment deployment) {
    return path(deployment.getMetadata().getNamespace(), deployment.getMetadata().getName());
  }

  private static String path(String namespace, String name) {
    return "/apis/apps/v1/namespaces/" + namespace + "/deployments/" + name;
  }
}
