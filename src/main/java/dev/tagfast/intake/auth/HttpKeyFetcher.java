package dev.tagfast.intake.auth;

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
 * Asks by HTTP, bounded in time and size, and follows no redirect: the operator named the address.
 * Keys are rare, so a client is made for each question and closed after it.
 */
@ApplicationScoped
class HttpKeyFetcher implements KeyFetcher {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final int LARGEST = 256 * 1024;

  private final Vertx vertx;

  HttpKeyFetcher(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Never called on an event loop: it waits. */
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
    if (keys.tokenFile().isPresent()) {
      request.putHeader("Authorization", "Bearer " + token(keys.tokenFile().get()));
    }
    HttpClient client = vertx.createHttpClient(options);
    try {
      return client
          .request(request)
          .compose(open -> open.send())
          .compose(HttpKeyFetcher::text)
          .toCompletionStage()
          .toCompletableFuture()
          .get(TIMEOUT.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(
          keys.url()
              + " cannot be asked: "
              + (cause instanceof Answered answered
                  ? answered.getMessage()
                  : cause.getClass().getSimpleName()),
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
      return Future.failedFuture(new Answered("the answer is " + response.statusCode()));
    }
    Buffer all = Buffer.buffer();
    response.handler(
        part -> {
          if (all.length() + part.length() <= LARGEST) {
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

  /** It answered, but not with keys. */
  private static final class Answered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Answered(String message) {
      super(message, null, false, false);
    }
  }
}
