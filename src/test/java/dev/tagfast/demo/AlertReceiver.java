package dev.tagfast.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Stands for a chat: takes what a Slack-compatible incoming webhook takes, {@code {"text":…}}. */
final class AlertReceiver implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<String> alerts = new CopyOnWriteArrayList<>();
  private final Consumer<String> onAlert;

  /**
   * @param host the address of this machine that it listens on
   * @param onAlert is given each text as it arrives, on another thread
   */
  AlertReceiver(String host, Consumer<String> onAlert) {
    this.onAlert = onAlert;
    try {
      server = HttpServer.create(new InetSocketAddress(host, 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/chat", this::take);
    server.start();
  }

  /** The incoming webhook. */
  String url() {
    return "http://%s:%d/chat"
        .formatted(server.getAddress().getHostString(), server.getAddress().getPort());
  }

  /** What arrived so far. */
  List<String> alerts() {
    return List.copyOf(alerts);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String text = JSON.readTree(exchange.getRequestBody()).path("text").asText();
      alerts.add(text);
      onAlert.accept(text);
      exchange.sendResponseHeaders(200, -1);
    }
  }
}
