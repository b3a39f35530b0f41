package dev.tagfast.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A small HTTP server on loopback that keeps what it is sent: a CloudEvent sink, or a
 * Slack-compatible webhook.
 */
public final class Sink implements AutoCloseable {
  private final HttpServer server;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private volatile int status = 202;

  /**
   * One request.
   *
   * @param headers names in lower case
   */
  public record Received(Map<String, String> headers, String body) {
    /** The CloudEvent's type in binary mode, or nothing. */
    public String type() {
      return headers.getOrDefault("ce-type", "");
    }

    /** The CloudEvent's id in binary mode, or nothing. */
    public String id() {
      return headers.getOrDefault("ce-id", "");
    }
  }

  /** Starts one on a free port. */
  public Sink() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new TreeMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(), values.getFirst()));
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (status < 300) {
        received.add(new Received(headers, body));
      }
      exchange.sendResponseHeaders(status, -1);
    }
  }

  /** Where it listens. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** What it answers from now on; what it does not take it does not keep. */
  public void answer(int code) {
    status = code;
  }

  /** What it took, in order. */
  public List<Received> received() {
    return List.copyOf(received);
  }

  /** Forgets what it took. */
  public void forget() {
    received.clear();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
