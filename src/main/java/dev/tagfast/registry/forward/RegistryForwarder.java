package dev.tagfast.registry.forward;

import dev.tagfast.connection.ConnectionFailure;
import dev.tagfast.manifest.ManifestReader;
import dev.tagfast.proxy.HttpProxy;
import dev.tagfast.proxy.Proxies;
import dev.tagfast.registry.config.ListedRegistry;
import dev.tagfast.registry.config.Origin;
import dev.tagfast.registry.http.Deadline;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.TrustOptions;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.TrustManagerFactory;

/**
 * Passes requests on to one registry over connections that are kept open. It follows no redirect
 * and adds no credential. Blocks: never call it on an event loop.
 */
public final class RegistryForwarder implements AutoCloseable {
  /** As many as the gate handles at once; more would wait for a connection. */
  private static final int MOST_CONNECTIONS = 100;

  /** Shorter than proxies and registries keep theirs. */
  private static final int KEEP_ALIVE_SECONDS = 15;

  /** Each may meet another connection that the registry has closed. */
  private static final int MOST_ATTEMPTS = 4;

  private static final int LARGEST = ManifestReader.MAX_BYTES;

  private final URI upstream;
  private final Origin origin;
  private final Vertx vertx;
  private final HttpClient client;
  private final Duration timeout;

  /**
   * @param upstream where the registry answers, without a slash at the end
   * @param timeout of one request, the answer included
   */
  public RegistryForwarder(
      Vertx vertx, ListedRegistry registry, URI upstream, Duration timeout, Proxies proxies) {
    this.vertx = vertx;
    this.upstream = upstream;
    this.timeout = timeout;
    origin = Origin.of(upstream);
    HttpClientOptions options =
        new HttpClientOptions()
            .setSsl(origin.encrypted())
            .setConnectTimeout(Math.toIntExact(registry.timeout().toMillis()))
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS);
    registry.trusted().ifPresent(store -> options.setTrustOptions(trust(store)));
    Optional<HttpProxy> proxy = proxies.of(upstream);
    proxy.ifPresent(it -> options.setProxyOptions(it.options(registry.timeout())));
    client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS));
  }

  /** Sends a request and reads its answer, at most 4 MiB of it. */
  public ForwardResult send(ForwardedRequest request) {
    Deadline deadline = Deadline.in(timeout);
    for (int attempt = 1; ; attempt++) {
      try {
        return attempt(request, deadline);
      } catch (Broken broken) {
        if (attempt == MOST_ATTEMPTS) {
          return broken.sent
              ? new ForwardResult.Lost(why(broken))
              : new ForwardResult.NotSent(why(broken));
        }
      }
    }
  }

  @Override
  public void close() {
    client.close();
  }

  /**
   * One attempt. All of it runs on one event loop, so that the caller's thread and the loop wait
   * for each other once, and not once for the connection and once more for the answer.
   */
  private ForwardResult attempt(ForwardedRequest request, Deadline deadline) throws Broken {
    Attempt attempt = new Attempt(request);
    CompletableFuture<ForwardResult> answer = new CompletableFuture<>();
    vertx
        .getOrCreateContext()
        .runOnContext(
            _ ->
                client
                    .request(address(request))
                    .compose(attempt::send)
                    .onSuccess(answer::complete)
                    .onFailure(answer::completeExceptionally));
    try {
      return await(answer, deadline);
    } catch (TimeoutException e) {
      return attempt.giveUp() ? new ForwardResult.Lost(why(e)) : new ForwardResult.NotSent(why(e));
    } catch (ExecutionException e) {
      boolean isSent = attempt.giveUp();
      if (!isSent && ConnectionFailure.of(e) != ConnectionFailure.LOST) {
        return new ForwardResult.NotSent(why(e));
      }
      if (!isSent || !(e.getCause() instanceof TooLong || request.method().equals("DELETE"))) {
        throw new Broken(e, isSent);
      }
      return new ForwardResult.Lost(why(e));
    }
  }

  private RequestOptions address(ForwardedRequest request) {
    return new RequestOptions()
        .setMethod(HttpMethod.valueOf(request.method()))
        .setHost(origin.host())
        .setPort(origin.port())
        .setSsl(origin.encrypted())
        .setURI(upstream.getRawPath() + request.path());
  }

  private static Future<ForwardResult> answered(HttpClientResponse head) {
    return body(head)
        .map(
            body ->
                new ForwardResult.Answered(
                    head.statusCode(),
                    new HeaderLines(
                        head.headers().entries().stream()
                            .map(line -> Map.entry(line.getKey(), line.getValue()))
                            .toList()),
                    body.getBytes()));
  }

  /** Reads a body as it comes, and gives up one that is too long to be a registry's. */
  private static Future<Buffer> body(HttpClientResponse response) {
    Promise<Buffer> read = Promise.promise();
    Buffer all = Buffer.buffer();
    response.exceptionHandler(read::tryFail);
    response.endHandler(_ -> read.tryComplete(all));
    response.handler(
        chunk -> {
          if (all.length() + chunk.length() > LARGEST) {
            read.tryFail(new TooLong());
          } else {
            all.appendBuffer(chunk);
          }
        });
    return read.future();
  }

  private static <T> T await(CompletableFuture<T> future, Deadline deadline)
      throws ExecutionException, TimeoutException {
    try {
      return future.get(Math.max(1, deadline.nanos() - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExecutionException(e);
    }
  }

  private String why(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TooLong) {
        return "The registry at " + origin + " answered with more than 4 MiB.";
      }
    }
    return "The registry at " + origin + ": " + ConnectionFailure.of(failure).what() + ".";
  }

  private static TrustOptions trust(KeyStore authorities) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(authorities);
      return TrustOptions.wrap(factory);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the authorities were read before", e);
    }
  }

  /** A request that is sent, or given up before, but never both. */
  private static final class Attempt {
    private final ForwardedRequest request;
    private final AtomicBoolean isDecided = new AtomicBoolean();
    private volatile Optional<HttpClientRequest> open = Optional.empty();

    Attempt(ForwardedRequest request) {
      this.request = request;
    }

    Future<ForwardResult> send(HttpClientRequest connected) {
      open = Optional.of(connected);
      if (!isDecided.compareAndSet(false, true)) {
        connected.reset();
        return Future.failedFuture("given up");
      }
      request
          .headers()
          .lines()
          .forEach(line -> connected.headers().add(line.getKey(), line.getValue()));
      Future<HttpClientResponse> sent =
          request.body().length == 0
              ? connected.send()
              : connected.send(Buffer.buffer(request.body()));
      // On the event loop: a body that is read later has gone by.
      return sent.compose(RegistryForwarder::answered);
    }

    /** Gives it up; returns whether the registry may have seen it. */
    boolean giveUp() {
      if (isDecided.compareAndSet(false, true)) {
        return false;
      }
      open.ifPresent(HttpClientRequest::reset);
      return true;
    }
  }

  /**
   * The connection broke, as a rule because the registry had closed it while it was idle. To put a
   * manifest twice does no harm; of two deletes the second would be answered 404.
   */
  private static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;

    /** Whether the registry may have seen the request. */
    private final boolean sent;

    Broken(Throwable cause, boolean sent) {
      super(cause);
      this.sent = sent;
    }
  }

  private static final class TooLong extends Exception {
    private static final long serialVersionUID = 1L;

    TooLong() {
      super("too long", null, false, false);
    }
  }
}
