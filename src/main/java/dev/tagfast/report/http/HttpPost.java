package dev.tagfast.report.http;

import dev.tagfast.connection.ConnectionFailure;
import dev.tagfast.proxy.Proxies;
import dev.tagfast.registry.http.RetryAfter;
import dev.tagfast.report.http.PostResult.NoAnswer;
import dev.tagfast.report.http.PostResult.Status;
import io.netty.handler.proxy.ProxyConnectException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends one HTTP POST or PUT, bounded in time. It follows no redirect: a report goes only to the
 * configured address. It reads only the status of the answer and its {@code Retry-After}.
 *
 * <p>It uses the Vert.x that Quarkus runs anyway. The JDK's client costs 200 ms of class loading
 * and TLS set-up at its first use, and a function that starts from zero would pay that at every
 * alert.
 */
@ApplicationScoped
public class HttpPost {
  /** As many as requests are worked on at once; by default Vert.x has five, and the rest wait. */
  private static final int MOST_CONNECTIONS = 100;

  private final HttpClient client;
  private final Proxies proxies;

  public HttpPost(Vertx vertx, Proxies proxies) {
    this.proxies = proxies;
    // Reports are rare. The other side has most likely closed a connection that was kept since the
    // last report, and that would be noticed only by a lost alert.
    client =
        vertx.createHttpClient(
            new HttpClientOptions().setKeepAlive(false),
            new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS));
  }

  /** Posts the body. Blocks for at most twice the timeout, so do not call it on an event loop. */
  public PostResult send(SecretUrl to, Map<String, String> headers, byte[] body, Duration timeout) {
    return send(HttpMethod.POST, to, headers, body, timeout);
  }

  /** Puts the body, and blocks as {@link #send} does. */
  public PostResult put(SecretUrl to, Map<String, String> headers, byte[] body, Duration timeout) {
    return send(HttpMethod.PUT, to, headers, body, timeout);
  }

  private PostResult send(
      HttpMethod method, SecretUrl to, Map<String, String> headers, byte[] body, Duration timeout) {
    RequestOptions request =
        new RequestOptions()
            .setMethod(method)
            .setAbsoluteURI(to.url().toString())
            .setFollowRedirects(false)
            .setTimeout(timeout.toMillis());
    proxies.of(to.url()).ifPresent(proxy -> request.setProxyOptions(proxy.options(timeout)));
    headers.forEach(request::putHeader);
    Future<Status> answer =
        client.request(request).compose(open -> statusOf(open, Buffer.buffer(body)));
    try {
      // The request has its own timeout; this one applies if the event loop is blocked.
      return answer
          .toCompletionStage()
          .toCompletableFuture()
          .get(timeout.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      return new NoAnswer(describe(Objects.requireNonNullElse(e.getCause(), e), timeout));
    } catch (TimeoutException _) {
      return new NoAnswer("no answer within " + timeout.toMillis() + " ms");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new NoAnswer("interrupted while waiting for the answer");
    }
  }

  private static Future<Status> statusOf(HttpClientRequest request, Buffer body) {
    return request
        .send(body)
        .map(
            response -> {
              Status status =
                  new Status(
                      response.statusCode(),
                      Optional.ofNullable(response.getHeader("Retry-After"))
                          .flatMap(text -> RetryAfter.of(text, date(response))));
              // An endless body must not keep the connection open.
              request.connection().close();
              return status;
            });
  }

  private static Optional<String> date(HttpClientResponse response) {
    return Optional.ofNullable(response.getHeader("Date"));
  }

  /** Describes a failure by its class. Messages of HTTP clients often quote the URL. */
  private static String describe(Throwable failure, Duration timeout) {
    if (failure instanceof ProxyConnectException) {
      return "the proxy of HTTPS_PROXY or HTTP_PROXY did not let it through";
    }
    ConnectionFailure known = ConnectionFailure.of(failure);
    return known == ConnectionFailure.TIMED_OUT
        ? "no answer within " + timeout.toMillis() + " ms"
        : known.what();
  }
}
