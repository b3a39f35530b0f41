package dev.tagfast.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The examples of {@code docs/gate.md}, with addresses on loopback. */
final class GateExamples {
  private static final YAMLMapper YAML = new YAMLMapper();

  private GateExamples() {}

  /** The Caddyfile, for plain HTTP. */
  static String caddyfile(int port, String registry, String tagfast) {
    String text = block("caddy", "reverse_proxy");
    text = replaced(text, "registry.example.com {", "http://127.0.0.1:" + port + " {");
    text = replaced(text, "registry.registry.svc:5000", registry);
    text = replaced(text, "tagfast.tagfast.svc:80", tagfast);
    return "{\n  admin off\n  auto_https off\n  persist_config off\n}\n" + text;
  }

  /**
   * The {@code HTTPRoute} as a configuration of Envoy. Envoy Gateway makes the same of it: a
   * regular expression is matched with the whole path, a method is compared, and routes keep their
   * order.
   */
  static String envoy(int port, String registry, String tagfast) {
    ArrayNode routes = YAML.createArrayNode();
    for (JsonNode rule : read(block("yaml", "kind: HTTPRoute")).path("spec").path("rules")) {
      String cluster = rule.path("backendRefs").path(0).path("name").asText();
      if (rule.path("matches").isEmpty()) {
        route(routes, cluster).putObject("match").put("prefix", "/");
      }
      for (JsonNode match : rule.path("matches")) {
        ObjectNode to = route(routes, cluster).putObject("match");
        to.putObject("safe_regex").put("regex", match.path("path").path("value").asText());
        ObjectNode method = to.putArray("headers").addObject().put("name", ":method");
        method.putObject("string_match").put("exact", match.path("method").asText());
      }
    }
    ObjectNode all =
        (ObjectNode)
            read(ENVOY.formatted(port, cluster("registry", registry), cluster("tagfast", tagfast)));
    ((ObjectNode)
            all.at(
                "/static_resources/listeners/0/filter_chains/0/filters/0/typed_config/route_config/virtual_hosts/0"))
        .set("routes", routes);
    return all.toString();
  }

  private static final String ENVOY =
      """
      static_resources:
        listeners:
        - address: {socket_address: {address: 127.0.0.1, port_value: %d}}
          filter_chains:
          - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: front
                http_filters:
                - name: envoy.filters.http.router
                  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}
                route_config: {virtual_hosts: [{name: registry, domains: ["*"]}]}
        clusters: [%s, %s]
      """;

  private static ObjectNode route(ArrayNode routes, String cluster) {
    ObjectNode route = routes.addObject();
    route.putObject("route").put("cluster", cluster);
    return route;
  }

  private static String cluster(String name, String address) {
    int colon = address.lastIndexOf(':');
    return """
        {name: %1$s, type: STATIC, load_assignment: {cluster_name: %1$s, endpoints: [{lb_endpoints: [
        {endpoint: {address: {socket_address: {address: %2$s, port_value: %3$s}}}}]}]}}"""
        .formatted(name, address.substring(0, colon), address.substring(colon + 1))
        .replace("\n", " ");
  }

  /** The first block in a language that contains a text; of several documents the first. */
  private static String block(String language, String contains) {
    try {
      Matcher blocks =
          Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
              .matcher(Files.readString(Path.of("docs/gate.md")));
      return blocks
          .results()
          .map(found -> found.group(1))
          .filter(text -> text.contains(contains))
          .findFirst()
          .map(text -> text.split("\n---\n")[0])
          .orElseThrow(() -> new IllegalStateException("docs/gate.md has no such " + language));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode read(String yaml) {
    try {
      return YAML.readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String replaced(String text, String what, String by) {
    if (!text.contains(what)) {
      throw new IllegalStateException("the example has no " + what);
    }
    return text.replace(what, by);
  }
}
