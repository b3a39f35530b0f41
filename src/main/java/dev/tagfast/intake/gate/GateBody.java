package dev.tagfast.intake.gate;

import dev.tagfast.manifest.ManifestReader;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads the body of a push, at most 4 MiB of it. Quarkus' own reader stops at the limit of events,
 * which is smaller.
 */
final class GateBody {
  static final int LARGEST = ManifestReader.MAX_BYTES;

  /**
   * Of a body that is too long so much is read and dropped, so that its sender reads the answer.
   */
  private static final long MOST_DROPPED = 16L * 1024 * 1024;

  /** All bodies in hand together. */
  private static final long MOST_IN_HAND = 32L * 1024 * 1024;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AtomicLong inHand = new AtomicLong();

  /**
   * Reads it.
   *
   * @return the body, for which {@link #done} must be called; or a {@link GateRefused}
   */
  Future<Buffer> read(Vertx vertx, HttpServerRequest request) {
    Promise<Buffer> read = Promise.promise();
    Buffer body = Buffer.buffer();
    long[] length = new long[1];
    boolean[] isBusy = new boolean[1];
    long timer =
        vertx.setTimer(
            PATIENCE.toMillis(),
            _ ->
                read.tryFail(
                    new GateRefused(
                        new RegistryError(
                            408,
                            "DENIED",
                            "The manifest did not arrive within 30 s.",
                            java.util.Map.of("Connection", "close")))));
    request.handler(
        chunk -> {
          length[0] += chunk.length();
          if (length[0] > MOST_DROPPED) {
            read.tryFail(tooLong());
          } else if (length[0] <= LARGEST && !isBusy[0]) {
            isBusy[0] = inHand.addAndGet(chunk.length()) > MOST_IN_HAND;
            body.appendBuffer(chunk);
          }
        });
    request.exceptionHandler(read::tryFail);
    request.endHandler(
        _ -> {
          if (length[0] > LARGEST) {
            read.tryFail(tooLong());
          } else if (isBusy[0]) {
            read.tryFail(new GateRefused(RegistryError.busy()));
          } else {
            read.tryComplete(body);
          }
        });
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
  void done(Buffer body) {
    inHand.addAndGet(-body.length());
  }

  private static GateRefused tooLong() {
    return new GateRefused(
        new RegistryError(
            413,
            "DENIED",
            "A manifest has at most 4 MiB; this one is larger. Nothing was changed.",
            java.util.Map.of("Connection", "close")));
  }
}
