package dev.tagfast.intake.http;

import dev.tagfast.lifecycle.Shutdown;
import dev.tagfast.report.metrics.MetricsPush;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/**
 * Counts the requests in flight, and refuses new ones during the shutdown. The shutdown waits for
 * the requests that were counted. A refused sender repeats its request on another connection and
 * reaches another instance.
 */
@ApplicationScoped
public class RequestDrain {
  /** Health and metrics, which are not doors. */
  private static final String QUARKUS_PATHS = "/q/";

  private static final String COUNTED = "tagfast.passed";

  private final Shutdown shutdown;
  private final Runnable afterAnswer;

  @Inject
  public RequestDrain(Shutdown shutdown, MetricsPush metrics) {
    this(shutdown, metrics::soon);
  }

  public RequestDrain(Shutdown shutdown, Runnable afterAnswer) {
    this.shutdown = shutdown;
    this.afterAnswer = afterAnswer;
  }

  public void open(@Observes Router router) {
    // This route may run before or after the route that masks addresses, because both have the
    // lowest order.
    router.route().order(MaskedUri.BEFORE_ALL).handler(this::countOrRefuse);
  }

  private void countOrRefuse(RoutingContext ctx) {
    // A masked request passes the routes twice.
    if (ctx.get(COUNTED) != null || ctx.normalizedPath().startsWith(QUARKUS_PATHS)) {
      ctx.next();
      return;
    }
    if (!shutdown.mayBegin()) {
      if (MaskedUri.maskUnknownPath(ctx)) {
        return;
      }
      ErrorResponses.problem(
          ctx, ProblemDetail.shuttingDown(ctx.request().version() != HttpVersion.HTTP_2));
      return;
    }
    ctx.put(COUNTED, true);
    // This handler also runs if the caller closes the connection before the answer.
    ctx.addEndHandler(
        _ -> {
          shutdown.finished();
          afterAnswer.run();
        });
    ctx.next();
  }
}
