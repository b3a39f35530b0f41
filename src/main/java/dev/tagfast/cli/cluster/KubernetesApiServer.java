package dev.tagfast.cli.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;

/**
 * The API server by the JDK's HTTP client. fabric8 reads the kubeconfig, with certificates and
 * credential programs; its client is not made, because that takes longer than all else that a
 * command does ({@code docs/decisions/0019-a-plugin-without-a-container.md}).
 */
final class KubernetesApiServer implements ApiServer {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Config config;
  private final HttpClient http;
  private final String address;

  KubernetesApiServer(Config config) {
    this.config = config;
    address = config.getMasterUrl().replaceAll("/+$", "");
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE);
    try {
      if (address.startsWith("https:")) {
        builder.sslContext(SSLUtils.sslContext(config));
      }
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      throw ApiFailure.unreachable(
          address, "the keys or certificates cannot be read: " + e.getMessage());
    }
    proxy(config).ifPresent(proxy -> builder.proxy(ProxySelector.of(proxy)));
    http = builder.build();
  }

  @Override
  public JsonNode get(ApiPath path) {
    return send(
        path.name().isPresent() ? "get" : "list",
        path,
        request(path, "GET", "", BodyPublishers.noBody()));
  }

  @Override
  public JsonNode patch(ApiPath path, Patch kind, JsonNode body) {
    return send("patch", path, request(path, "PATCH", kind.mediaType(), bytes(body)));
  }

  @Override
  public JsonNode create(ApiPath path, JsonNode body) {
    return send("create", path, request(path, "POST", "application/json", bytes(body)));
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public String namespace() {
    return Optional.ofNullable(config.getNamespace())
        .filter(set -> !set.isBlank())
        .orElse("default");
  }

  private HttpRequest request(ApiPath path, String method, String mediaType, BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path.text()))
            .timeout(PATIENCE)
            .header("Accept", "application/json")
            .header("User-Agent", "kubectl-tagfast")
            .method(method, body);
    if (!mediaType.isEmpty()) {
      request.header("Content-Type", mediaType);
    }
    authorization().ifPresent(value -> request.header("Authorization", value));
    if (config.getImpersonateUsername() != null) {
      request.header("Impersonate-User", config.getImpersonateUsername());
      for (String group :
          Objects.requireNonNullElse(config.getImpersonateGroups(), new String[0])) {
        request.header("Impersonate-Group", group);
      }
    }
    return request.build();
  }

  private Optional<String> authorization() {
    Optional<String> token =
        Optional.ofNullable(config.getOauthToken())
            .or(() -> Optional.ofNullable(config.getAutoOAuthToken()))
            .filter(text -> !text.isBlank());
    return token
        .map(text -> "Bearer " + text)
        .or(
            () ->
                Optional.ofNullable(config.getUsername())
                    .filter(name -> !name.isBlank())
                    .map(
                        name ->
                            "Basic "
                                + Base64.getEncoder()
                                    .encodeToString(
                                        (name
                                                + ":"
                                                + Objects.requireNonNullElse(
                                                    config.getPassword(), ""))
                                            .getBytes(StandardCharsets.UTF_8))));
  }

  private JsonNode send(String verb, ApiPath path, HttpRequest request) {
    int status;
    JsonNode body;
    try {
      var answer = http.send(request, BodyHandlers.ofByteArray());
      status = answer.statusCode();
      body = json(answer.body());
    } catch (IOException e) {
      throw ApiFailure.unreachable(
          address,
          Optional.ofNullable(e.getMessage()).orElseGet(() -> e.getClass().getSimpleName()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApiFailure.unreachable(address, "it was interrupted");
    }
    if (status / 100 != 2) {
      throw ApiFailure.answered(
          status,
          verb,
          path,
          body.path("message").asText(""),
          !body.at("/details/name").asText("").isEmpty());
    }
    return body;
  }

  /** What is no JSON, such as a proxy's page, has nothing to say. */
  private static JsonNode json(byte[] body) throws IOException {
    try {
      JsonNode read = JSON.readTree(body);
      return read == null ? JSON.missingNode() : read;
    } catch (JsonProcessingException _) {
      return JSON.missingNode();
    }
  }

  private static BodyPublisher bytes(JsonNode body) {
    try {
      return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Optional<InetSocketAddress> proxy(Config config) {
    return Optional.ofNullable(config.getHttpsProxy())
        .filter(url -> !url.isBlank())
        .map(URI::create)
        .filter(uri -> uri.getHost() != null)
        .map(uri -> new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort()));
  }
}
