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
 * Stands before every door. Whoever passes is waited for when this process is told to stop, and is
 * counted when he is answered; after that nobody passes, and the next try, on another connection,
 * finds another instance.
 */
@ApplicationScoped
public class RequestDrain {
  /** Health and metrics, which are no doors. */
  private static final String OF_QUARKUS = "/q/";

  private static final String PASSED = "tagfast.passed";

  private final Shutdown shutdown;
  private final Runnable answered;

  @Inject
  public RequestDrain(Shutdown shutdown, MetricsPush metrics) {
    this(shutdown, metrics::soon);
  }

  public RequestDrain(Shutdown shutdown, Runnable answered) {
    this.shutdown = shutdown;
    this.answered = answered;
  }

  public void open(@Observes Router router) {
    // It may stand before or behind the mask of addresses: there is no number below this one.
    router.route().order(MaskedUri.BEFORE_ALL).handler(this::pass);
  }

  private void pass(RoutingContext ctx) {
    // A masked address goes through the routes twice.
    if (ctx.get(PASSED) != null || ctx.normalizedPath().startsWith(OF_QUARKUS)) {
      ctx.next();
      return;
    }
    if (!shutdown.mayBegin()) {
      if (MaskedUri.hides(ctx)) {
        return;
      }
      ErrorResponses.problem(
          ctx, ProblemDetail.shuttingDown(ctx.request().version() != HttpVersion.HTTP_2));
      return;
    }
    ctx.put(PASSED, true);
    // Also where the caller goes away before he is answered.
    ctx.addEndHandler(
        _ -> {
          shutdown.finished();
          answered.run();
        });
    ctx.next();
  }
}
