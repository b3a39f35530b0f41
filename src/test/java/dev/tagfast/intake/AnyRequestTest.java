package dev.tagfast.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Invariant 6 at both doors: every request is answered with a 2xx or a 4xx and changes nothing. No
 * registry of the samples is listed, so no event may reach the pipeline. The system property {@code
 * any.tries} sets the number of requests, {@code any.seed} the first seed.
 */
@QuarkusTest
@TestProfile(StrangersProfile.class)
class AnyRequestTest {
  private static final int TRIES = Integer.getInteger("any.tries", 1_500);
  private static final long SEED = Long.getLong("any.seed", 20_180_512L);

  /** URI or headers too long: limits and answers of the HTTP server itself. */
  private static final Set<Integer> SERVER_STATUSES = Set.of(414, 431);

  @Inject RecordingPipeline pipeline;

  private Http http;

  @BeforeEach
  void setUp() {
    pipeline.reset();
    http = new Http(RestAssured.port);
  }

  @Test
  void whateverACallerSendsIsAnsweredAndChangesNothing() throws Exception {
    for (long seed = SEED; seed < SEED + TRIES; seed++) {
      AnyRequest request = AnyRequest.of(seed).with(PayloadsProfile.HEADER, PayloadsProfile.SECRET);
      check(seed, request, send(request));
    }
  }

  @Test
  void whateverAStrangerSendsIsTurnedAway() throws Exception {
    for (long seed = SEED; seed < SEED + TRIES; seed++) {
      AnyRequest request = AnyRequest.of(seed);
      HttpResponse<String> answer = send(request);
      check(seed, request, answer);
      if (!request.method().equals("OPTIONS")) {
        assertThat(answer.statusCode()).as("any.seed=%d %s", seed, request).isGreaterThan(399);
      }
    }
    assertThat(pipeline.reconciles()).isZero();
  }

  @Test
  void noiseInsteadOfARequestIsTurnedAwayAndStopsNothing() throws Exception {
    Random random = new Random(SEED);
    for (int round = 0; round < TRIES / 10; round++) {
      byte[] noise = new byte[1 + random.nextInt(300)];
      random.nextBytes(noise);
      String begin = random.nextBoolean() ? "POST / HTTP/1.1\r\nHost: x\r\nce-" : "";
      String answer = raw(begin, noise);
      assertThat(answer).as("round %d", round).matches("(?s)|HTTP/1\\.[01] 4.*");
    }
    assertThat(pipeline.handled()).isEmpty();
    assertThat(http.send("OPTIONS", "/", new byte[0]).statusCode()).isEqualTo(200);
  }

  /**
   * Returns the answer until the server closes the connection; a request that ends early is closed
   * too.
   */
  private static String raw(String begin, byte[] rest) throws IOException {
    try (Socket socket = new Socket("localhost", RestAssured.port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(begin.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().write(rest);
      socket.getOutputStream().write("\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (SocketException e) {
      return ""; // The server closed the connection before it had read everything.
    }
  }

  private void check(long seed, AnyRequest request, HttpResponse<String> answer) {
    assertThat(answer.statusCode())
        .as("any.seed=%d %s: %s", seed, request, answer.body())
        .matches(status -> status / 100 == 2 || status / 100 == 4, "a 2xx or a 4xx");
    boolean isAnsweredByServer = SERVER_STATUSES.contains(answer.statusCode());
    if (answer.statusCode() >= 400 && !isAnsweredByServer) {
      assertThat(answer.headers().firstValue("Content-Type"))
          .as("any.seed=%d %s: %s", seed, request, answer.body())
          .hasValue("application/problem+json");
    }
    assertThat(pipeline.handled()).as("any.seed=%d %s", seed, request).isEmpty();
  }

  private HttpResponse<String> send(AnyRequest request) throws IOException, InterruptedException {
    try {
      return send(http, request);
    } catch (IOException e) {
      // The server closed the connection after the previous request; on a new connection it must
      // answer.
      http = new Http(RestAssured.port);
      return send(http, request);
    }
  }

  private static HttpResponse<String> send(Http over, AnyRequest request)
      throws IOException, InterruptedException {
    return over.send(
        request.method(), request.target(), request.body(), sendable(request.headers()));
  }

  /** Removes the headers that the HTTP client refuses to send. */
  private static String[] sendable(List<String> headers) {
    List<String> sendable = new ArrayList<>();
    for (int i = 0; i < headers.size(); i += 2) {
      String value = headers.get(i + 1);
      if (value.chars().allMatch(c -> c == '\t' || c >= ' ' && c < 256 && c != 127)) {
        sendable.add(headers.get(i));
        sendable.add(value);
      }
    }
    return sendable.toArray(String[]::new);
  }
}
