package dev.tagfast.intake.http;

import dev.tagfast.intake.notification.Json;
import dev.tagfast.intake.notification.MalformedBody;
import dev.tagfast.pipeline.TemporaryFailure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Writes the error answers of both doors, also for what Funqy and the body reader fail. */
public final class ErrorResponses {
  private static final Logger LOG = Logger.getLogger(ErrorResponses.class);

  private ErrorResponses() {}

  /** Answers with problem details (RFC 9457). */
  public static void problem(RoutingContext ctx, ProblemDetail problem) {
    HttpServerResponse response = ctx.response();
    boolean isHttp2 = ctx.request().version() == HttpVersion.HTTP_2;
    problem
        .headers()
        .forEach(
            (name, value) -> {
              // RFC 9113, 8.2.2: an answer of HTTP/2 with a header of connections is malformed.
              if (!isHttp2 || !name.equalsIgnoreCase("Connection")) {
                response.putHeader(name, value);
              }
            });
    response
        .setStatusCode(problem.type().status())
        .putHeader("Content-Type", "application/problem+json")
        .end(Buffer.buffer(Json.write(problem.members())));
  }

  /** The failure handler of both doors: turns an exception or a status into problem details. */
  public static void failed(RoutingContext ctx) {
    if (ctx.response().ended() || ctx.response().closed()) {
      return; // The caller went away, or has its answer.
    }
    // The headers of the intended answer do not belong to the problem.
    ctx.response().headers().clear();
    ProblemDetail problem = of(ctx);
    if (problem.type() == ProblemType.NOT_NOW) {
      // The sender gets the reason too, but whoever looks for the fault reads this log.
      LOG.warnf(
          "POST %s was answered 503, to be sent again: %s", ctx.normalizedPath(), problem.detail());
    }
    problem(ctx, problem);
  }

  private static ProblemDetail of(RoutingContext ctx) {
    @Nullable Throwable failure = ctx.failure();
    int status = ctx.statusCode();
    // Funqy wraps what its function throws.
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Optional<ProblemDetail> expected = expected(cause);
      if (expected.isPresent()) {
        return expected.get();
      }
    }
    if (status == ProblemType.TOO_LARGE.status()) {
      return new ProblemDetail(
          ProblemType.TOO_LARGE,
          "notifications and events have at most quarkus.http.limits.max-body-size (1 MiB unless"
              + " set otherwise)");
    }
    // Tagfast's code does not run before the body is read, so broken chunks are the caller's
    // mistake. They must not let strangers fill the log with stack traces.
    if ((status >= 400 && status < 500) || !ctx.request().isEnded()) {
      return new ProblemDetail(ProblemType.BAD_REQUEST, "the HTTP request itself is malformed");
    }
    String id = UUID.randomUUID().toString();
    LOG.errorf(failure, "A request failed for a reason nobody thought of; error id %s", id);
    return new ProblemDetail(
        ProblemType.INTERNAL,
        "not handled; Tagfast's log says more under the error id " + id + ". Please report it");
  }

  private static Optional<ProblemDetail> expected(Throwable cause) {
    return switch (cause) {
      case RequestRefused refused -> Optional.of(refused.problem());
      case MalformedBody malformed ->
          Optional.of(
              new ProblemDetail(ProblemType.BAD_BODY, String.valueOf(malformed.getMessage())));
      case TemporaryFailure temporary ->
          Optional.of(
              ProblemDetail.tryLater(
                  String.valueOf(temporary.getMessage()), temporary.retryAfter()));
      default -> Optional.empty();
    };
  }
}
