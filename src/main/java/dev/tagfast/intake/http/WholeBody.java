package dev.tagfast.intake.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads bodies that may be larger than Quarkus' own reader takes, whose limit is that of events. It
 * bounds each, and all that are in hand together.
 */
public final class WholeBody {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Map<String, String> CLOSES = Map.of("Connection", "close");

  private final long largest;
  private final long mostInHand;
  private final AtomicLong inHand = new AtomicLong();

  /**
   * @param largest bytes of one body
   * @param mostInHand bytes of all together
   */
  public WholeBody(long largest, long mostInHand) {
    this.largest = largest;
    this.mostInHand = mostInHand;
  }

  /**
   * Reads it.
   *
   * @return the body, for which {@link #done} must be called; or a {@link RequestRefused}
   */
  public Future<Buffer> read(Vertx vertx, HttpServerRequest request) {
    Promise<Buffer> read = Promise.promise();
    Buffer body = Buffer.buffer();
    long timer =
        vertx.setTimer(
            PATIENCE.toMillis(),
            _ -> read.tryFail(refused(ProblemType.BAD_REQUEST, "the body did not arrive in time")));
    request.handler(
        chunk -> {
          if (read.future().isComplete()) {
            return;
          }
          long all = inHand.addAndGet(chunk.length());
          body.appendBuffer(chunk);
          if (body.length() > largest) {
            read.tryFail(
                refused(
                    ProblemType.TOO_LARGE,
                    "a body has at most %d MiB here".formatted(largest / (1024 * 1024))));
          } else if (all > mostInHand) {
            read.tryFail(refused(ProblemType.NOT_NOW, "too many bodies are in hand"));
          }
        });
    request.exceptionHandler(read::tryFail);
    request.endHandler(_ -> read.tryComplete(body));
    request.resume();
    return read.future()
        .onComplete(
            result -> {
              vertx.cancelTimer(timer);
              if (result.failed()) {
                done(body);
              }
            });
  }

  /** The body is of no use any more. */
  public void done(Buffer body) {
    inHand.addAndGet(-body.length());
  }

  private static RequestRefused refused(ProblemType type, String detail) {
    return new RequestRefused(new ProblemDetail(type, detail, Optional.empty(), CLOSES));
  }
}
