package dev.tagfast.act.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * As much of an API server as a rollout meets, on loopback: workloads, and JSON Patch whose failing
 * test is answered with 422, which fabric8's mock cannot do.
 */
final class FakeApiServer implements AutoCloseable {
  /** What the real one answers to a patch whose test fails. */
  static final Answer TEST_FAILED =
      new Answer(422, "Invalid", "the server rejected our request due to an error in our request");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, ObjectNode> workloads = new LinkedHashMap<>();
  private final List<String> requests = new ArrayList<>();
  private final Deque<Supplier<Optional<Answer>>> beforePatches = new ArrayDeque<>();
  private final Map<String, Answer> listAnswers = new HashMap<>();
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

  synchronized void put(HasMetadata workload) {
    put(workload.getPlural(), workload);
  }

  synchronized void put(String plural, HasMetadata workload) {
    ObjectNode node = JSON.valueToTree(workload);
    node.withObject("metadata").put("resourceVersion", Integer.toString(version++));
    workloads.put(path(plural, workload), node);
  }

  synchronized Deployment deployment(String namespace, String name) {
    return Serialization.unmarshal(
        workloads.get(path(namespace, name)).toString(), Deployment.class);
  }

  synchronized void remove(String namespace, String name) {
    workloads.remove(path(namespace, name));
  }

  synchronized void remove(String plural, String apiVersion, String namespace, String name) {
    workloads.remove(path(plural, apiVersion, namespace, name));
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

  /**
   * Every list whose path ends so is answered so.
   *
   * @param end a regular expression, e.g. {@code deployments}
   */
  synchronized void refuseLists(String end, Answer answer) {
    listAnswers.put(end, answer);
  }

  /** They are answered again. */
  synchronized void allowLists(String end) {
    listAnswers.remove(end);
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
    } else if (workloads.containsKey(path)) {
      send(exchange, 200, workloads.get(path).toString());
    } else if (plural(path).matches("[a-z]+s")) {
      Optional<Answer> refusal =
          listAnswers.entrySet().stream()
              .filter(entry -> path.matches(".*" + entry.getKey()))
              .map(Map.Entry::getValue)
              .findFirst();
      if (refusal.isPresent()) {
        status(exchange, refusal.get());
      } else {
        list(exchange, path);
      }
    } else {
      status(exchange, new Answer(404, "NotFound", "not found"));
    }
  }

  private void patch(HttpExchange exchange, String path, JsonNode patch) throws IOException {
    ObjectNode before = workloads.get(path);
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
      workloads.put(path, after);
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
    String of = path.contains("/namespaces/") ? path : "/" + plural(path);
    String items =
        workloads.entrySet().stream()
            .filter(entry -> entry.getKey().contains(of + "/"))
            .map(entry -> entry.getValue().toString())
            .collect(Collectors.joining(","));
    send(
        exchange,
        200,
        "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"metadata\":{},\"items\":[" + items + "]}");
  }

  private static String plural(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
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

  private static String path(String plural, HasMetadata workload) {
    return path(
        plural,
        workload.getApiVersion(),
        workload.getMetadata().getNamespace(),
        workload.getMetadata().getName());
  }

  private static String path(String namespace, String name) {
    return path("deployments", "apps/v1", namespace, name);
  }

  private static String path(String plural, String apiVersion, String namespace, String name) {
    return "/apis/" + apiVersion + "/namespaces/" + namespace + "/" + plural + "/" + name;
  }
}
