package dev.tagfast.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A server on loopback that answers as a test scripts it, and keeps the requests. */
public final class ScriptedRegistry implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  public final List<Asked> asked = new CopyOnWriteArrayList<>();
  private volatile Function<Asked, Reply> script = ask -> Reply.of(404);

  /** A request as it arrived. */
  public record Asked(String line, Headers headers, String body) {
    public Optional<String> authorization() {
      return Optional.ofNullable(headers.getFirst("Authorization"));
    }
  }

  /** How a body ends. */
  private enum End {
    WHOLE,
    STALLED,
    CUT_SHORT
  }

  /** What to answer. */
  public record Reply(int status, Map<String, List<String>> headers, byte[] body, End end) {
    public static Reply of(int status) {
      return new Reply(status, Map.of(), new byte[0], End.WHOLE);
    }

    public static Reply json(String json) {
      return of(200).body(json.getBytes(UTF_8)).with("Content-Type", "application/json");
    }

    /** The same with another status. */
    public Reply status(int other) {
      return new Reply(other, headers, body, end);
    }

    public Reply with(String name, String value) {
      Map<String, List<String>> more = new LinkedHashMap<>(headers);
      List<String> values = new ArrayList<>(headers.getOrDefault(name, List.of()));
      values.add(value);
      more.put(name, values);
      return new Reply(status, more, body, end);
    }

    public Reply body(byte[] bytes) {
      return new Reply(status, headers, bytes, end);
    }

    public Reply body(String text) {
      return body(text.getBytes(UTF_8));
    }

    /** Sends the head and the body, and never ends it. */
    public Reply stalling() {
      return new Reply(status, headers, body, End.STALLED);
    }

    /** Announces one byte more than it sends, and closes the connection. */
    public Reply cutShort() {
      return new Reply(status, headers, body, End.CUT_SHORT);
    }
  }

  ScriptedRegistry() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  public void answers(Function<Asked, Reply> newScript) {
    script = newScript;
  }

  /** Answers these in turn, the last one for ever. */
  public void answersInTurn(Reply... replies) {
    List<Reply> left = new ArrayList<>(List.of(replies));
    script =
        ask -> {
          synchronized (left) {
            return left.size() > 1 ? left.removeFirst() : left.getFirst();
          }
        };
  }

  /** Never answers, not even with a head. */
  public static Function<Asked, Reply> silence() {
    return ask -> {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        // The server is being stopped.
      }
      return Reply.of(500);
    };
  }

  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  public String url() {
    return "http://" + host();
  }

  /** Method and address of each request, in order. */
  public List<String> lines() {
    return asked.stream().map(Asked::line).toList();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Asked ask =
        new Asked(
            exchange.getRequestMethod() + " " + exchange.getRequestURI(),
            exchange.getRequestHeaders(),
            body);
    asked.add(ask);
    Reply reply = script.apply(ask);
    reply.headers().forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
    boolean head = exchange.getRequestMethod().equals("HEAD");
    boolean stalls = reply.end() == End.STALLED;
    boolean empty = head || (reply.body().length == 0 && !stalls);
    // Zero is a body in chunks, of any length.
    long announced = reply.end() == End.CUT_SHORT ? reply.body().length + 1 : 0;
    exchange.sendResponseHeaders(reply.status(), empty ? -1 : announced);
    if (!empty) {
      exchange.getResponseBody().write(reply.body());
      exchange.getResponseBody().flush();
    }
    if (!stalls) {
      exchange.close();
    }
  }
}
