package dev.tagfast.intake.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two bodies of 100,000 bytes have room here, and no third one. */
class BodyBudgetTest {
  private static final int LARGE = 100_000;

  private final Vertx vertx = Vertx.vertx();
  private HttpServer server;

  @BeforeEach
  void listen() throws Exception {
    Router router = Router.router(vertx);
    new BodyBudget(LARGE, 2 * LARGE).open(router);
    router.route().order(MaskedUri.BEFORE_ALL + 1).handler(BodyHandler.create(false));
    router.route().order(0).handler(ctx -> ctx.end("read " + ctx.body().length()));
    server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "localhost")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void aLargeBodyIsRefusedWhileOthersHaveTheRoomAndASmallOneIsNot() throws IOException {
    try (Caller first = new Caller("/webhooks/shop/hush", "Content-Length: " + LARGE);
        Caller second = new Caller("/", "Transfer-Encoding: chunked")) {
      first.sends("f");
      second.sends("1\r\ns\r\n");
      assertThat(first.isHeard()).isTrue();
      assertThat(second.isHeard()).isTrue();

      try (Caller third = new Caller("/webhooks/shop", "Content-Length: " + LARGE);
          Caller small = new Caller("/", "Content-Length: 3")) {
        assertThat(third.answer())
            .startsWith("HTTP/1.1 503")
            .containsIgnoringCase("retry-after: 1")
            .containsIgnoringCase("connection: close")
            .contains("too many large bodies");
        small.sends("abc");
        assertThat(small.answer()).startsWith("HTTP/1.1 200").endsWith("read 3");
      }
      first.sends("f".repeat(LARGE - 1));
      assertThat(first.answer()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void theRoomIsFreeAgainAfterTheAnswerAndAfterACallerWhoWentAway() throws IOException {
    for (int i = 0; i < 5; i++) {
      try (Caller caller = new Caller("/", "Content-Length: " + LARGE)) {
        caller.sends("x".repeat(LARGE));
        assertThat(caller.answer()).startsWith("HTTP/1.1 200");
      }
    }
    for (int i = 0; i < 2; i++) {
      try (Caller gone = new Caller("/", "Content-Length: " + LARGE)) {
        gone.sends("x");
        assertThat(gone.isHeard()).isTrue();
      }
    }
    org.awaitility.Awaitility.await()
        .untilAsserted(
            () -> {
              try (Caller caller = new Caller("/", "Content-Length: " + LARGE)) {
                caller.sends("x".repeat(LARGE));
                assertThat(caller.answer()).startsWith("HTTP/1.1 200");
              }
            });
  }

  /** A request whose body comes as the test says. */
  private final class Caller implements AutoCloseable {
    private final Socket socket = new Socket("localhost", server.actualPort());

    Caller(String path, String header) throws IOException {
      socket.setSoTimeout(20_000);
      sends(
          "POST %s HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n%s\r\n\r\n"
              .formatted(path, header));
    }

    void sends(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(US_ASCII));
      socket.getOutputStream().flush();
    }

    /** Whether the server wants the body: the check has let it through then. */
    boolean isHeard() throws IOException {
      String wanted = "HTTP/1.1 100 Continue\r\n\r\n";
      return new String(socket.getInputStream().readNBytes(wanted.length()), US_ASCII)
          .equals(wanted);
    }

    /** The answer up to its end; a server that keeps the connection has said its length. */
    String answer() throws IOException {
      StringBuilder read = new StringBuilder();
      byte[] buffer = new byte[8_192];
      while (!isWhole(read.toString())) {
        int count = socket.getInputStream().read(buffer);
        if (count < 0) {
          break;
        }
        read.append(new String(buffer, 0, count, US_ASCII));
      }
      return read.toString().replace("HTTP/1.1 100 Continue\r\n\r\n", "");
    }

    private static boolean isWhole(String read) {
      String answer = read.replace("HTTP/1.1 100 Continue\r\n\r\n", "");
      int end = answer.indexOf("\r\n\r\n");
      if (end < 0) {
        return false;
      }
      java.util.regex.Matcher length =
          java.util.regex.Pattern.compile("(?i)content-length: (\\d+)").matcher(answer);
      return length.find() && answer.length() >= end + 4 + Integer.parseInt(length.group(1));
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
