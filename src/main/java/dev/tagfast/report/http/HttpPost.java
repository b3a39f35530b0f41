package dev.tagfast.report.http;

import dev.tagfast.report.http.PostResult.NoAnswer;
import dev.tagfast.report.http.PostResult.Status;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends one report by HTTP POST. Bounded in time, follows no redirect (a report goes where the
 * operator said and nowhere else), reads nothing of the answer but its status.
 *
 * <p>On the Vert.x that Quarkus runs anyway: the JDK's own client costs 200 ms of class loading and
 * TLS set-up at its first use, which a function that starts from zero pays at every alert.
 */
@ApplicationScoped
public class HttpPost {
  private final HttpClient client;

  public HttpPost(Vertx vertx) {
    // Reports are rare: a connection kept since the last one has most likely been closed by the
    // other side, and the first thing learnt of it would be a lost alert.
    client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));
  }

  /** Never called on an event loop: it waits. */
  public PostResult send(SecretUrl to, Map<String, String> headers, byte[] body, Duration timeout) {
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(to.url().toString())
            .setFollowRedirects(false)
            .setTimeout(timeout.toMillis());
    headers.forEach(request::putHeader);
    Future<Integer> answer =
        client.request(request).compose(open -> statusOf(open, Buffer.buffer(body)));
    try {
      // The request has its own time-out; this one holds should the event loop not get to it.
      return new Status(
          answer
              .toCompletionStage()
              .toCompletableFuture()
              .get(timeout.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      return new NoAnswer(inWords(Objects.requireNonNullElse(e.getCause(), e), timeout));
    } catch (TimeoutException _) {
      return new NoAnswer("no answer within " + timeout.toMillis() + " ms");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new NoAnswer("interrupted while waiting for the answer");
    }
  }

  private static Future<Integer> statusOf(HttpClientRequest request, Buffer body) {
    return request
        .send(body)
        .map(
            response -> {
              int status = response.statusCode();
              // A body that never ends must not hold the connection.
              request.connection().close();
              return status;
            });
  }

  /** The class, not the message: messages of HTTP clients like to quote the URL. */
  private static String inWords(Throwable failure, Duration timeout) {
    return switch (failure) {
      case TimeoutException _ -> "no answer within " + timeout.toMillis() + " ms";
      case java.net.UnknownHostException _ -> "the host name does not resolve";
      case java.net.ConnectException _ -> "the connection was refused";
      case javax.net.ssl.SSLException _ -> "the TLS certificate is not trusted or TLS failed";
      default -> "the connection failed (" + failure.getClass().getSimpleName() + ")";
    };
  }
}
