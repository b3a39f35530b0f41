package dev.tagfast.report.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tagfast.proxy.Proxies;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class HttpPostTest {
  private static final int REPORTS = 30;

  @Test
  void aSlowReceiverGetsThirtyReportsAtOnce() throws Exception {
    CountDownLatch arrived = new CountDownLatch(REPORTS);
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), REPORTS);
    receiver.setExecutor(Thread::startVirtualThread);
    receiver.createContext(
        "/",
        exchange -> {
          arrived.countDown();
          await(arrived); // It answers none before it has all.
          exchange.sendResponseHeaders(202, -1);
          exchange.close();
        });
    receiver.start();
    Vertx vertx = Vertx.vertx();
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      HttpPost post = new HttpPost(vertx, Proxies.NONE);
      SecretUrl url =
          new SecretUrl(URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/"));
      List<Future<PostResult>> answers = new ArrayList<>();
      for (int i = 0; i < REPORTS; i++) {
        answers.add(
            senders.submit(() -> post.send(url, Map.of(), new byte[0], Duration.ofSeconds(20))));
      }
      for (Future<PostResult> answer : answers) {
        assertThat(answer.get()).isEqualTo(new PostResult.Status(202));
      }
    } finally {
      receiver.stop(0);
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
