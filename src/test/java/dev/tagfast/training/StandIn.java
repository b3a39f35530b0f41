package dev.tagfast.training;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server with TLS on a free loopback port: in a cluster nearly everything is asked by TLS. */
final class StandIn implements AutoCloseable {
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** What it answers. */
  interface Answers {
    void to(HttpExchange exchange) throws IOException;
  }

  StandIn(Certificate certificate, Answers answers) throws IOException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            answers.to(exchange);
          } catch (IOException | RuntimeException e) {
            // Nobody reads the exception of a handler; the trainer shows what is printed.
            e.printStackTrace();
            exchange.sendResponseHeaders(500, -1);
          }
        });
    server.start();
  }

  /** Host and port. */
  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  String url() {
    return "https://" + host();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
