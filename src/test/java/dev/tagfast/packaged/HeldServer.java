package dev.tagfast.packaged;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A registry or sink on loopback that takes every request, and answers none until it is let. */
final class HeldServer implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final HttpServer server;
  private final Map<String, String> headers;
  private final byte[] body;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  /**
   * @param headers of its answers, which are 200
   * @param body of its answers to GET; to all else they are empty
   */
  HeldServer(Map<String, String> headers, byte[] body) {
    this.headers = headers;
    this.body = body;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(Thread::startVirtualThread);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.countDown();
      released.await();
      headers.forEach(exchange.getResponseHeaders()::set);
      boolean reads = exchange.getRequestMethod().equals("GET") && body.length > 0;
      exchange.sendResponseHeaders(200, reads ? body.length : -1);
      if (reads) {
        exchange.getResponseBody().write(body);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Returns when somebody asks. */
  void awaitAsked() throws InterruptedException {
    if (!asked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("nobody asked");
    }
  }

  /** Answers, those who asked and those who will. */
  void release() {
    released.countDown();
  }

  @Override
  public void close() {
    release();
    server.stop(0);
  }
}
