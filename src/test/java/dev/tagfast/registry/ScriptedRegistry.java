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

/** An HTTP server on loopback that answers by a script and records its requests. */
public final class ScriptedRegistry implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  public final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
  private volatile Function<ReceivedRequest, Reply> script = request -> Reply.of(404);

  /** A request that the server received. */
  public record ReceivedRequest(String line, Headers headers, String body) {
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

  /**
   * A response to send.
   *
   * @param end whether the whole body is sent
   */
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

    /** The same response, which never ends after its head and body. */
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

  public void answers(Function<ReceivedRequest, Reply> newScript) {
    script = newScript;
  }

  /** Answers with these in turn, and repeats the last one. */
  public void answersInTurn(Reply... replies) {
    List<Reply> remaining = new ArrayList<>(List.of(replies));
    script =
        request -> {
          synchronized (remaining) {
            return remaining.size() > 1 ? remaining.removeFirst() : remaining.getFirst();
          }
        };
  }

  /** Never answers, not even with a head. */
  public static Function<ReceivedRequest, Reply> silence() {
    return request -> {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        // The server is stopping.
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
    return requests.stream().map(ReceivedRequest::line).toList();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    ReceivedRequest request =
        new ReceivedRequest(
            exchange.getRequestMethod() + " " + exchange.getRequestURI(),
            exchange.getRequestHeaders(),
            body);
    requests.add(request);
    Reply reply = script.apply(request);
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
