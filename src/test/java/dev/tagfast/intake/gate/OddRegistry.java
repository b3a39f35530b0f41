package dev.tagfast.intake.gate;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A registry that answers as a test says, and remembers what it was asked. It ends the connection
 * after each answer without saying so before.
 */
final class OddRegistry implements AutoCloseable {
  private final HttpServer server;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private volatile Function<Asked, Answer> script = _ -> Answer.of(404);

  /** What it was asked. */
  record Asked(String method, String address, Headers headers, byte[] body) {
    /** Method and address. */
    String line() {
      return method + " " + address;
    }
  }

  /** What it answers. */
  record Answer(int status, Map<String, String> headers, byte[] body) {
    static Answer of(int status) {
      return new Answer(status, Map.of(), new byte[0]);
    }

    static Answer of(int status, Map<String, String> headers) {
      return new Answer(status, headers, new byte[0]);
    }
  }

  OddRegistry() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Thread::startVirtualThread);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Answers so from now on, and forgets what it was asked. */
  void answers(Function<Asked, Answer> answer) {
    script = answer;
    asked.clear();
  }

  /** What it was asked so far. */
  List<Asked> asked() {
    return asked;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Asked one =
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders(),
              exchange.getRequestBody().readAllBytes());
      asked.add(one);
      Answer answer = script.apply(one);
      answer.headers().forEach(exchange.getResponseHeaders()::add);
      boolean isEmpty = answer.body().length == 0 || one.method().equals("HEAD");
      exchange.sendResponseHeaders(answer.status(), isEmpty ? -1 : answer.body().length);
      if (!isEmpty) {
        exchange.getResponseBody().write(answer.body());
      }
    }
  }
}
