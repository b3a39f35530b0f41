package dev.tagfast.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * As much of a Kubernetes API server as an event needs: objects by their path, lists of what lies
 * below one, and versions that count. Neither schemas nor selectors.
 */
final class ApiStandIn {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, ObjectNode> objects = new TreeMap<>();
  private int version;

  /** Puts an object there before anybody asks. */
  void has(String path, String json) throws IOException {
    store(path, (ObjectNode) JSON.readTree(json));
  }

  /** How many objects lie below this path. */
  synchronized long count(String path) {
    return below(path).count();
  }

  synchronized void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
    switch (exchange.getRequestMethod()) {
      case "GET" -> get(exchange, path);
      case "POST" -> {
        String name = body.path("metadata").path("name").asText("");
        reply(exchange, 201, store(path + "/" + name, (ObjectNode) body));
      }
      case "PATCH" -> reply(exchange, 200, store(path, patched(path, body)));
      default -> reply(exchange, 405, JSON.createObjectNode());
    }
  }

  private void get(HttpExchange exchange, String path) throws IOException {
    ObjectNode found = objects.get(path);
    boolean isCollection = path.substring(path.lastIndexOf('/') + 1).matches("[a-z]+s");
    if (found != null) {
      reply(exchange, 200, found);
    } else if (isCollection) {
      ObjectNode list = JSON.createObjectNode().put("kind", "List").put("apiVersion", "v1");
      list.putObject("metadata").put("resourceVersion", Integer.toString(version));
      list.putArray("items").addAll(below(path).toList());
      reply(exchange, 200, list);
    } else {
      ObjectNode status =
          JSON.createObjectNode()
              .put("kind", "Status")
              .put("apiVersion", "v1")
              .put("status", "Failure")
              .put("reason", "NotFound")
              .put("code", 404);
      status.putObject("details").put("name", path.substring(path.lastIndexOf('/') + 1));
      reply(exchange, 404, status);
    }
  }

  /** Of all namespaces, where the path names none. */
  private Stream<ObjectNode> below(String path) {
    String plural = path.substring(path.lastIndexOf('/'));
    return objects.entrySet().stream()
        .filter(entry -> entry.getKey().contains(plural + "/"))
        .map(Map.Entry::getValue);
  }

  private ObjectNode store(String path, ObjectNode object) {
    ObjectNode metadata = object.withObject("/metadata");
    metadata.put("resourceVersion", Integer.toString(++version));
    metadata.put("uid", "00000000-0000-0000-0000-000000000000").put("generation", version);
    objects.put(path, object);
    return object;
  }

  /** A merge patch is merged; after a JSON patch, which is a list, the object is as it was. */
  private ObjectNode patched(String path, JsonNode patch) {
    ObjectNode before = objects.get(path).deepCopy();
    return patch.isArray() ? before : merged(before, patch);
  }

  private static ObjectNode merged(ObjectNode target, JsonNode patch) {
    patch
        .properties()
        .forEach(
            field -> {
              if (field.getValue().isNull()) {
                target.remove(field.getKey());
              } else if (field.getValue().isObject()) {
                merged(target.withObject("/" + pointer(field.getKey())), field.getValue());
              } else {
                target.set(field.getKey(), field.getValue());
              }
            });
    return target;
  }

  // RFC 6901: names of labels have slashes.
  private static String pointer(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static void reply(HttpExchange exchange, int status, JsonNode body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
