package dev.tagfast.intake.auth;

import dev.tagfast.connection.ConnectionFailure;
import dev.tagfast.proxy.Proxies;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches an issuer's keys by HTTP. The time and the size of an answer are bounded. It follows no
 * redirect, because the operator named the address. Requests are rare, so each one opens and closes
 * its own client.
 */
@ApplicationScoped
class HttpKeyFetcher implements KeyFetcher {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final int MAX_BYTES = 256 * 1024;

  private final Vertx vertx;
  private final Proxies proxies;

  HttpKeyFetcher(Vertx vertx, Proxies proxies) {
    this.vertx = vertx;
    this.proxies = proxies;
  }

  /** Blocks: it must not run on an event loop. */
  @Override
  public String get(TokenRules.Keys keys) throws IOException {
    HttpClientOptions options = new HttpClientOptions().setKeepAlive(false);
    keys.ca()
        .ifPresent(ca -> options.setTrustOptions(new PemTrustOptions().addCertPath(ca.toString())));
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setAbsoluteURI(keys.url().toString())
            .setTimeout(TIMEOUT.toMillis())
            .putHeader("Accept", "application/jwk-set+json, application/json");
    proxies.of(keys.url()).ifPresent(proxy -> request.setProxyOptions(proxy.options(TIMEOUT)));
    if (keys.tokenFile().isPresent()) {
      request.putHeader("Authorization", "Bearer " + token(keys.tokenFile().get()));
    }
    HttpClient client = vertx.createHttpClient(options);
    try {
      return client
          .request(request)
          .compose(opened -> opened.send())
          .compose(HttpKeyFetcher::text)
          .toCompletionStage()
          .toCompletableFuture()
          .get(TIMEOUT.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(
          keys.url()
              + " cannot be asked: "
              + (cause instanceof UnusableAnswer unusable
                  ? unusable.getMessage()
                  : ConnectionFailure.of(cause).what()),
          e);
    } catch (TimeoutException e) {
      throw new IOException(keys.url() + " does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking " + keys.url(), e);
    } finally {
      client.close();
    }
  }

  private static Future<String> text(HttpClientResponse response) {
    if (response.statusCode() != 200) {
      return Future.failedFuture(new UnusableAnswer("the answer is " + response.statusCode()));
    }
    Buffer all = Buffer.buffer();
    response.handler(
        part -> {
          if (all.length() + part.length() <= MAX_BYTES) {
            all.appendBuffer(part);
          } else {
            response.request().reset();
          }
        });
    return response.end().map(end -> all.toString());
  }

  private static String token(Path file) throws IOException {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new IOException(file + " cannot be read", e);
    }
  }

  /** The issuer answered with a status other than 200. */
  private static final class UnusableAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableAnswer(String message) {
      super(message, null, false, false);
    }
  }
}
