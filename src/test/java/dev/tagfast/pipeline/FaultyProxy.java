package dev.tagfast.pipeline;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Stands between Tagfast and a real registry, and answers in its place where a test says so. */
final class FaultyProxy implements AutoCloseable {
  private static final Set<String> NOT_FORWARDED =
      Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade");

  private final URI registry;
  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpServer server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile Function<String, Optional<Answer>> faults = _ -> Optional.empty();

  /** An answer in place of the registry's. */
  record Answer(int status, String contentType, String body) {}

  FaultyProxy(URI registry) {
    this.registry = registry;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Thread::startVirtualThread);
    server.createContext("/", this::handle);
    server.start();
  }

  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * Answers these requests from now on.
   *
   * @param answer of a request, e.g. {@code HEAD /v2/pizza/manifests/1.0.0}; empty: the registry's
   */
  void faults(Function<String, Optional<Answer>> answer) {
    faults = answer;
  }

  /** Leaves everything to the registry again. */
  void heal() {
    faults = _ -> Optional.empty();
    forgetRequests();
  }

  /** Starts counting anew. */
  void forgetRequests() {
    requests.clear();
  }

  /** What was asked since {@link #heal} or {@link #forgetRequests}, in order. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** How often this was asked. */
  long count(String request) {
    return requests.stream().filter(request::equals).count();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      requests.add(request);
      Optional<Answer> fault = faults.apply(request);
      if (fault.isPresent()) {
        byte[] body = fault.get().body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", fault.get().contentType());
        send(exchange, fault.get().status(), body);
        return;
      }
      HttpResponse<byte[]> answer = forward(exchange);
      Headers headers = exchange.getResponseHeaders();
      answer
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                  headers.put(name, values);
                }
              });
      send(exchange, answer.statusCode(), answer.body());
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean isHead = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, isHead || body.length == 0 ? -1 : body.length);
    if (!isHead && body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange) throws IOException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(registry.resolve(exchange.getRequestURI().toString()))
            .method(
                exchange.getRequestMethod(),
                HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> builder.header(name, value));
              }
            });
    try {
      return http.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    http.close();
  }
}
