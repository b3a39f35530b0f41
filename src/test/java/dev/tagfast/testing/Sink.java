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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A small HTTP server on loopback that keeps what it is sent: a CloudEvent sink, or a
 * Slack-compatible webhook.
 */
public final class Sink implements AutoCloseable {
  private static final int FULL = 503;

  private final HttpServer server;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger forgotten = new AtomicInteger();
  private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
  private volatile int status = 202;
  private volatile String location = "";
  private volatile CountDownLatch silence = new CountDownLatch(0);

  /**
   * One request.
   *
   * @param path that it was sent to
   * @param headers names in lower case
   */
  public record Received(String path, Map<String, String> headers, String body) {
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
    server.setExecutor(Thread::startVirtualThread);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      int arrived = forgotten.get();
      Map<String, String> headers = new TreeMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(), values.getFirst()));
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      silence.await();
      int answer = left.getAndDecrement() > 0 ? status : FULL;
      // Who was kept waiting by one test must not be found by the next.
      if (answer < 300 && arrived == forgotten.get()) {
        received.add(new Received(exchange.getRequestURI().getPath(), headers, body));
      }
      if (!location.isEmpty()) {
        exchange.getResponseHeaders().set("Location", location);
      }
      exchange.sendResponseHeaders(answer, -1);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where it listens. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** What it answers from now on; what it does not take it does not keep. */
  public void answer(int code) {
    status = code;
    left.set(Integer.MAX_VALUE);
    location = "";
    silence.countDown();
  }

  /** It takes so many more, and then no other. */
  public void take(int more) {
    left.set(more);
  }

  /** It sends everybody elsewhere from now on. */
  public void redirect(String url) {
    status = 307;
    location = url;
  }

  /** It reads what it is sent and says nothing, until it is told what to answer. */
  public void keepSilent() {
    silence = new CountDownLatch(1);
  }

  /** What it took, in order. */
  public List<Received> received() {
    return List.copyOf(received);
  }

  /** Forgets what it took. */
  public void forget() {
    forgotten.incrementAndGet();
    received.clear();
  }

  @Override
  public void close() {
    silence.countDown();
    server.stop(0);
  }
}
