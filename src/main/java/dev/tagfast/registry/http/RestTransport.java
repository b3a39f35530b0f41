package dev.tagfast.registry.http;

import dev.tagfast.connection.ConnectionFailure;
import dev.tagfast.manifest.ManifestReader;
import dev.tagfast.proxy.HttpProxy;
import dev.tagfast.proxy.Proxies;
import dev.tagfast.registry.config.ListedRegistry;
import io.netty.handler.proxy.ProxyConnectException;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.vertx.core.http.HttpClientOptions;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The transport to one registry over Quarkus' REST client, which needs a running CDI container. The
 * registry, its token hosts and its redirects may need different proxies, and a client has one.
 */
public final class RestTransport implements HttpTransport {
  private static final int CHUNK = 16 * 1024;

  private final ListedRegistry registry;
  private final Proxies proxies;
  private final Map<Optional<HttpProxy>, OciApi> clients = new ConcurrentHashMap<>();

  private RestTransport(ListedRegistry registry, Proxies proxies) {
    this.registry = registry;
    this.proxies = proxies;
  }

  public static HttpTransport to(ListedRegistry registry, Proxies proxies) {
    return new RestTransport(registry, proxies);
  }

  private OciApi client(Optional<HttpProxy> proxy) {
    long millis = registry.timeout().toMillis();
    // The read time-out covers the head of a response only. The idle time-out ends a body that
    // stalls. It is the later one, so that the read time-out can report itself.
    int idle = Math.toIntExact(millis + 500);
    HttpClientOptions options =
        new HttpClientOptions().setIdleTimeout(idle).setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    proxy.ifPresent(it -> options.setProxyOptions(it.options(registry.timeout())));
    QuarkusRestClientBuilder builder =
        QuarkusRestClientBuilder.newBuilder()
            .baseUri(registry.api())
            .connectTimeout(millis, TimeUnit.MILLISECONDS)
            .readTimeout(millis, TimeUnit.MILLISECONDS)
            .httpClientOptions(options)
            // Quarkus would send the credential to any host that a redirect names.
            .followRedirects(false)
            .userAgent("tagfast")
            // Every status is a response; none is an exception.
            .property("microprofile.rest.client.disable.default.mapper", true);
    registry.trusted().ifPresent(builder::trustStore);
    return builder.build(OciApi.class);
  }

  @Override
  public HttpResponse send(HttpRequest request, Deadline deadline)
      throws RetryableFailure, PermanentFailure {
    if (deadline.passed()) {
      throw new RetryableFailure("took too long in all", Optional.empty());
    }
    Optional<HttpProxy> proxy = proxies.of(request.address());
    try (Response response = dispatch(clients.computeIfAbsent(proxy, this::client), request)) {
      Map<String, List<String>> headers = new HashMap<>(response.getStringHeaders());
      return new HttpResponse(
          request.address(), response.getStatus(), headers, body(response, deadline));
    } catch (ProcessingException e) {
      throw proxy.isPresent()
          ? new RetryableFailure(brief(e) + via(proxy.get()), Optional.empty())
          : new FailureMessages(registry).unanswered(request.address(), ConnectionFailure.of(e));
    } catch (IOException e) {
      // Also a body that ends before its Content-Length: Vert.x reports the closed connection.
      throw new RetryableFailure("broke off in the middle of the answer", Optional.empty());
    }
  }

  @Override
  public void close() {
    for (OciApi client : clients.values()) {
      try {
        client.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Response dispatch(OciApi api, HttpRequest request) {
    String authorization = request.authorization().orElse(null);
    return switch (request.method()) {
      case "HEAD" -> api.head(request.address(), request.accept(), authorization);
      case "GET" -> api.get(request.address(), request.accept(), authorization);
      case "DELETE" -> api.delete(request.address(), request.accept(), authorization);
      case "PUT" -> {
        HttpRequest.Body body = request.body().orElseThrow();
        yield api.put(
            request.address(), request.accept(), authorization, body.mediaType(), body.bytes());
      }
      case "POST" -> {
        HttpRequest.Body body = request.body().orElseThrow();
        yield api.post(
            request.address(), request.accept(), authorization, body.mediaType(), body.bytes());
      }
      default -> throw new IllegalArgumentException(request.method());
    };
  }

  private byte[] body(Response response, Deadline deadline)
      throws IOException, RetryableFailure, PermanentFailure {
    if (!response.hasEntity()) {
      return new byte[0];
    }
    InputStream in = response.readEntity(InputStream.class);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
      out.write(chunk, 0, read);
      if (out.size() > ManifestReader.MAX_BYTES) {
        throw new PermanentFailure("answered with more than 4 MiB, which is no manifest");
      }
      if (deadline.passed()) {
        throw new RetryableFailure("took too long in all", Optional.empty());
      }
    }
    return out.toByteArray();
  }

  /** What is known where a proxy asked for us: it may speak of itself or of the registry. */
  private String brief(ProcessingException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProxyConnectException) {
        return "got no tunnel";
      }
    }
    return new FailureMessages(registry).unanswered(ConnectionFailure.of(failure));
  }

  private static String via(HttpProxy proxy) {
    return " through the proxy " + proxy + " (see HTTPS_PROXY, HTTP_PROXY, NO_PROXY)";
  }
}
